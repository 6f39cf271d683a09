"""What stands between a published file and its readers: names, and unpacking of archives."""
