import os

import lit.formats

config.name = "GLU-Unit"
config.suffixes = []
config.test_exec_root = os.path.join(config.glu_binary_dir, "test", "unit")
config.test_source_root = config.test_exec_root
config.test_format = lit.formats.GoogleTest(".", "Tests")
if lit_config.params.get("slow", "1") == "0":
    config.environment["GLU_QUICK"] = "1"
