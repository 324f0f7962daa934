"""Paper that goes along: prints, envelopes, receipts, certified copies, loans of file copies."""
