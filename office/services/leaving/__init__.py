"""When somebody leaves: handing over, heirs of drafts."""
