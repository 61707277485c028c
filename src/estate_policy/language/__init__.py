"""Policy files to law: YAML, the grammar of conditions, kinds and units; everything checked with its place."""
