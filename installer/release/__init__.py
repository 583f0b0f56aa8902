"""A release: versions, release notes, checksums, bill of materials, licences, known holes."""
