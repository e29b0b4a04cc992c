"""What source files hold and what a release holds of them, counted by readers that share no code with the build."""
