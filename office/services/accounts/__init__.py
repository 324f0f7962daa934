"""Who may enter and with which rights: sign-in, sessions, people's accounts, rights."""
