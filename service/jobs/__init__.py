"""Jobs (任务): papers made behind the caller's back. The rows are the truth, Huey only wakes who looks at them.

``submitting`` takes them in, ``splitting`` reads a batch item by item, ``working`` makes one item, ``heart`` says
that its worker lives, ``reaping`` takes items from workers that died or hang, ``waking`` is Huey, ``process`` the
process in which all that runs, ``archive`` the zip of what was made.
"""
