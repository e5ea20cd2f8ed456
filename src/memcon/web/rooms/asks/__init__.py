"""The room of what is waited for, and of who was thanked."""
