"""The parts of 我的反馈: rows, stepper, thread, reply box."""
