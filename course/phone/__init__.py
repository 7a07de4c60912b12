"""Lessons as pages for a phone: no kernel, no server of ours, answers home by WhatsApp."""
