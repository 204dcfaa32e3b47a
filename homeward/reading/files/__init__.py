"""Files of three kinds become text: plain text in any of six encodings, HTML pages, PDFs that hold text.

What is hard here is not the text but what surrounds it: which of the dates on a page says when it was published, which
lines are furniture, and that a file from a stranger may be built to make its reader crash, hang or fill the memory.
So HTML and PDF are taken apart in a process of their own (``apart``), under limits (``limits``); everything that
judges what came out of it is ordinary code on this side.
"""
