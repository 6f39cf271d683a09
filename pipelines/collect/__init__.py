"""What stands between a published file and its readers: the manifest, polite download from the
publishers, files that come by hand, archives.

Nothing here reads a report: what a file holds is found out when the warehouse is built.
"""
