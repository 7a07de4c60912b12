"""What phones send to: a door that takes answers in over the network, alone or with the desk."""
