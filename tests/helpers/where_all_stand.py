"""What who reads of a test's failure has to know: where each task and each thread is."""

import asyncio
import sys
import threading
import traceback


def where_all_stand() -> str:
    """To call in the event loop whose tasks are meant."""
    lines = []
    for task in asyncio.all_tasks():
        frames = [f"{frame.f_code.co_qualname}:{frame.f_lineno}" for frame in task.get_stack()]
        lines.append(f"task {task.get_coro()}: {' > '.join(frames)}")
    stacks = sys._current_frames()
    for thread in threading.enumerate():
        frame = stacks.get(thread.ident or 0)
        where = "".join(traceback.format_stack(frame)[-6:]) if frame is not None else ""
        lines.append(f"thread {thread.name}:\n{where}")
    return "\n".join(lines)
