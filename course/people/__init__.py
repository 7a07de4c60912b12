"""Who takes part: rosters, invitations, the programme, Zoom's reports."""
