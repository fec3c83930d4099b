"""What was measured, beside what must hold, as a table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One number with its bound; `bound` is the largest allowed value, or the smallest if `at_least`."""

    name: str
    value: float
    bound: float | None
    unit: str = ""
    at_least: bool = False
    note: str = ""

    @property
    def holds(self):
        if self.bound is None:
            return True
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    @property
    def row(self):
        if self.bound is None:
            bound, verdict = "", ""
        else:
            bound = f"{'≥' if self.at_least else '≤'} {_text(self.bound, self.unit)}"
            verdict = "holds" if self.holds else "DOES NOT HOLD"
        return [self.name, _text(self.value, self.unit), bound, verdict, self.note]


def _text(value, unit):
    match unit:
        case "s" if value < 0.1: return f"{value * 1000:.2f} ms"
        case "s": return f"{value:.3g} s"
        case "MB": return f"{value:.0f} MB"
        case "h": return f"{value:.2f} h"
        case "×": return f"{value:.3g} ×"
        case "n^": return f"n^{value:.2f}"
        case _: return f"{value:.3f}"


def table(figures):
    """The figures as a Markdown table."""
    rows = [["Figure", "Measured", "Must be", "", "Measured beside it"], *(figure.row for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
