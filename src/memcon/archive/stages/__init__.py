"""What is done for a task of each stage, in any process: from JSON to files and a receipt."""
