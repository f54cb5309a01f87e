"""Where the nodes of a network are drawn: the same place for the same network, none of them on another."""

import math
from itertools import combinations

WIDTH, HEIGHT, MARGIN = 800, 560, 44
SIDEWAYS = 90  # margin left and right: room for half a name
SEED = 17  # any number will do, as long as it stays: a picture that jumps cannot be compared
ROUNDS = 120
AIR = 10  # between two nodes that would touch
LETTER, LINE = 6.4, 13  # room of a letter of a name, and of its line
LEAST, MOST = 11, 26  # radius of a node


def height(number):
    """Return the height of a drawing of `number` nodes: a few need no more than a strip."""
    return min(HEIGHT, 160 + 20 * number)


def radius(number, largest):
    """Return the radius of a node that stands for `number`: its area grows with it."""
    return round(LEAST + (MOST - LEAST) * math.sqrt(number / largest), 1) if largest else LEAST


def places(nodes, edges):
    """Return {node: (x, y)} of `nodes`, {node: radius}, joined by `edges`, {(one, other): weight}."""
    # Loaded where it is needed: with numpy it takes a third of a second, and most commands draw nothing.
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in edges.items())
    hold_together(graph, networkx.connected_components(graph))
    if len(graph) < 2:
        return dict.fromkeys(graph, (WIDTH / 2, height(1) / 2))
    found = networkx.spring_layout(graph, k=2.2 / math.sqrt(len(graph)), iterations=ROUNDS, seed=SEED)
    return apart(stretched({node: (float(x), float(y)) for node, (x, y) in found.items()}), nodes)


def hold_together(graph, components):
    """Join what hangs together with nothing else to the largest part, weakly: else it would drift out of sight."""
    hubs = [max(part, key=lambda node: (graph.degree(node), str(node))) for part in components]
    hubs.sort(key=lambda node: (-graph.degree(node), str(node)))
    graph.add_weighted_edges_from((hubs[0], hub, 0.2) for hub in hubs[1:])


def stretched(found):
    """Return the places so that they fill the drawing: half by where they are, half by their rank on each axis, which
    gives room to a crowded middle."""
    across, down = (axis(list(found), [place[way] for place in found.values()]) for way in (0, 1))
    room = height(len(found)) - 2 * MARGIN
    return {node: (SIDEWAYS + (WIDTH - 2 * SIDEWAYS) * across[node], MARGIN + room * down[node]) for node in found}


def axis(nodes, values):
    """Return {node: from 0 to 1} of the `values` of `nodes` on one axis."""
    least, whole = min(values), (max(values) - min(values)) or 1
    value = dict(zip(nodes, values, strict=True))
    ranked = sorted(nodes, key=lambda node: (value[node], str(node)))
    return {
        node: ((value[node] - least) / whole + rank / max(len(nodes) - 1, 1)) / 2 for rank, node in enumerate(ranked)
    }


def apart(found, radii):
    """Push nodes that touch away from each other, and keep them all in the drawing."""
    lowest = height(len(found)) - MARGIN
    found = {node: list(place) for node, place in found.items()}
    for _round in range(ROUNDS):
        moved = [
            push(found[one], found[other], radii[one] + radii[other] + AIR) for one, other in combinations(found, 2)
        ]
        for place in found.values():
            place[0] = min(max(place[0], SIDEWAYS), WIDTH - SIDEWAYS)
            place[1] = min(max(place[1], MARGIN), lowest)
        if not any(moved):
            break
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in found.items()}


def push(one, other, least):
    """Move two places until they are `least` apart, each half of the way; tell whether they had to be moved."""
    across, down = other[0] - one[0], other[1] - one[1]
    distance = math.hypot(across, down)
    if distance >= least:
        return False
    if not distance:
        across, down, distance = 1, 0, 1
    half = (least - distance) / 2
    for place, sign in ((one, -1), (other, 1)):
        place[0] += sign * half * across / distance
        place[1] += sign * half * down / distance
    return True


def named(names, where, radii):
    """Return those of `names`, {node: text in the order of their weight}, that fit below their node and touch nothing."""
    taken = [(x - radii[node], y - radii[node], x + radii[node], y + radii[node]) for node, (x, y) in where.items()]
    found, bottom = [], height(len(where))
    for node, name in names.items():
        x, top = where[node][0], where[node][1] + radii[node] + 2
        half = len(name) * LETTER / 2
        box = (x - half, top, x + half, top + LINE)
        if box[0] >= 0 and box[2] <= WIDTH and box[3] <= bottom and not any(touches(box, other) for other in taken):
            taken.append(box)
            found.append(node)
    return found


def touches(one, other):
    """Tell whether two boxes (left, top, right, bottom) share any place."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
