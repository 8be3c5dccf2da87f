"""Archives larger than a machine, and many calendars at once: the same chain, on Dask's workers.

    storage      addresses of files and objects, through fsspec; an object appears whole or not at all
    partitions   inputs cut into pieces that one worker reads: byte ranges, row groups, compressed files
    folder       a folder of results: whose it is, by which rules, which pieces are finished
    tables       timexes, mentions and rejects as Parquet
    running      the work on many machines, on this one, or in this process
    extract      every post read, piece by piece
    grouping     posts grouped by channel
    build        a calendar built from each channel
    index        the page over all calendars

Needs the extra ``election-timeline[cluster]``.
"""
