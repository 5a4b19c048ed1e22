text = "never read"
