"""Files that hold files: archives, mailboxes, web archives. Nothing is ever unpacked to the disk."""
