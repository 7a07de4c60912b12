"""One of the processes that ``course receive --processes N`` begins: its setting as JSON."""

from __future__ import annotations

import json
import sys

from course.receiver.service import Setting, receive_as_one_of_many

if __name__ == "__main__":
    receive_as_one_of_many(Setting(**json.loads(sys.argv[1])))
