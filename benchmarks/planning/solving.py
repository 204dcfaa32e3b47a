"""One process that solves and tells how long it took.

python -m benchmarks.planning.solving deal FILE      settle a deal
python -m benchmarks.planning.solving ours|theirs    solve the pools on standard input
"""

import json
import resource
import sys
import time

from benchmarks.planning import kidneys


def _cpu() -> float:
    """Seconds of CPU of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main() -> None:
    """Solve what is given, and print what came of it as one line of JSON."""
    who = sys.argv[1]
    if who == "deal":
        from homeward.planning.multiparty import read_deal, settle

        settlement = settle(read_deal(sys.argv[2]))
        print(json.dumps({"proven": settlement.is_optimal, "moved": len(settlement.transfers)}))
        return
    if who == "ours":
        from benchmarks.planning.kidneys import solved
    else:
        from benchmarks.planning.kep import solved
    pools = [kidneys.of_plain(one) for one in json.load(sys.stdin)]
    solved(pools[0])
    found = []
    for pool in pools:
        start = _cpu()
        values = solved(pool)
        found.append({"values": values, "seconds": _cpu() - start})
    print(json.dumps(found))


if __name__ == "__main__":
    main()
