"""Rules of which every part is written somewhere, for the tests of where messages say that it is."""

from attrs import evolve

from tristandard.basics.location import Location, Locations


class Everywhere(dict):
    """Knows of every address where it is written: in a file of that name."""

    def get(self, address, _=None):
        return Location("/".join(address))


def everywhere(rules):
    """Return rules of which every part is written somewhere."""
    locations = Locations()
    object.__setattr__(locations, "known", Everywhere())
    return evolve(rules, locations=locations)


def placed(rules, found):
    """Return the places of each problem that is found in rules of which every part is written somewhere."""
    return [tuple(place.file for place in problem.locations) for problem in found(everywhere(rules))]
