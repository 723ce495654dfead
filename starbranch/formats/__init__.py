"""How are dates written in each language, wherever a page or a paper names a format instead of spelling it?"""
