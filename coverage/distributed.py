"""A computation of coverage cut by département: in this process, or by the workers.

Parts are kept under the print of all that they are made from (`part_files.py`), so that a run after
an import computes again the départements that changed and those whose halo touches them, and takes
the others as they are. Comparing communes is always done on the whole: the result is that of
`refresh`. For commands and tasks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from celery import chord, group
from celery.exceptions import CeleryError
from celery.exceptions import TimeoutError as NoAnswer
from django.conf import settings
from django.core.cache import cache
from kombu.exceptions import OperationalError

from coverage.compute import question_of
from coverage.models import CoverageRun
from coverage.parameters import DEFAULT, Parameters
from coverage.part_files import PartFiles
from coverage.parts import Part, fingerprint, merge, parts
from coverage.reached import Question, Reached, reach
from coverage.setup import code_hash, read_inputs, refresh, settled
from ifn_site.celery import app
from ifn_site.clock import today
from ifn_site.models import data_version

#: How long a command waits for the workers, and how long the same work is not asked for twice.
PATIENCE_SECONDS = 3_600
_PING_SECONDS = 3
_CHECKED = "coverage:checked"
_ASKED = "coverage:asked:"


class NoWorker(RuntimeError):
    """The workers cannot be reached, or could not answer; the message is French."""


class MissingPart(RuntimeError):
    """A part that is not in the folder of the workers; the message is French."""


@dataclass
class ByParts:
    """Answers a question part by part; what was answered before is taken as it is.

    `made` and `reused` count the parts of the last question. `elsewhere` is given the prints that
    have no answer yet and their questions written; without it they are computed here.
    """

    files: PartFiles
    elsewhere: Callable[[list[str]], None] | None = None
    made: int = 0
    reused: int = 0

    def __call__(self, whole: Question) -> Reached:
        """Return the answer of the whole. Raises NoWorker as `elsewhere` does."""
        if self.elsewhere is not None:
            missing = write_missing(whole, self.files)
            self.elsewhere(missing)
            reached = self._joined(whole)
            # What came from elsewhere was found in the folder, as if it had been there before.
            self.made, self.reused = self.made + len(missing), self.reused - len(missing)
            return reached
        return self._joined(whole)

    def words(self) -> str:
        """Return what was done, in French."""
        return f"couverture, par département : calculés {self.made}, repris {self.reused}."

    def _joined(self, whole: Question) -> Reached:
        self.made = self.reused = 0
        marks: set[str] = set()
        answers: list[tuple[Part, Reached]] = []
        for part, question in parts(whole):
            mark = fingerprint(question, code_hash())
            marks.add(mark)
            answers.append((part, self._one(mark, question)))
        reached = merge(whole, answers)
        self.files.forget_others(marks)
        return reached

    def _one(self, mark: str, question: Question) -> Reached:
        known = self.files.answered(mark)
        if known is not None:
            self.reused += 1
            return known
        self.made += 1
        reached = reach(question)
        self.files.answer(mark, reached)
        return reached


def part_files() -> PartFiles:
    """Return the folder of the parts, the same for every worker."""
    return PartFiles(settings.COVERAGE_PARTS_DIR)


def by_workers() -> ByParts:
    """Return what answers with the workers, or in this process when there is no queue.

    Raises NoWorker when nobody takes tasks.
    """
    if settings.CELERY_TASK_ALWAYS_EAGER:
        return ByParts(part_files())
    try:
        present = app.control.inspect(timeout=_PING_SECONDS).ping()
    except OperationalError:
        present = None
    if not present:
        raise NoWorker("Aucun travailleur ne répond : lancez « celery -A ifn_site worker ».")
    return ByParts(part_files(), elsewhere=_ask_workers)


def write_missing(whole: Question, files: PartFiles) -> list[str]:
    """Write the questions that have no answer yet; return their prints."""
    missing = []
    for _, question in parts(whole):
        mark = fingerprint(question, code_hash())
        if files.answered(mark) is None:
            files.ask(mark, question)
            missing.append(mark)
    return missing


def answer_part(mark: str) -> None:
    """Compute one part and keep its answer; nothing to do when it is there.

    Raises MissingPart when the folder holds neither the question nor the answer.
    """
    files = part_files()
    if files.answered(mark) is not None:
        return
    question = files.question(mark)
    if question is None:
        raise MissingPart(
            f"La part {mark[:8]} n’est pas dans « {settings.COVERAGE_PARTS_DIR} » : ce dossier "
            "doit être le même pour tous les travailleurs (IFN_COVERAGE_PARTS_DIR)."
        )
    files.answer(mark, reach(question))


def standing_parameters() -> Parameters:
    """Return the hypotheses of the next run: the seed and scenarios of the active one, if any."""
    active = CoverageRun.objects.active().first()
    if active is None:
        return DEFAULT
    return replace(DEFAULT, seed=active.seed, scenarios=active.scenarios)


def start_refresh() -> str:
    """Send what changed to the workers, who publish when all is there; say it in French.

    Costs one query while the data version and the day are those of the last look. The same work is
    not sent twice within `PATIENCE_SECONDS`.
    """
    # Read before the data: a change that comes meanwhile is seen the next time.
    seen = [data_version()[0], today().isoformat()]
    if cache.get(_CHECKED) == seen:
        return "couverture : inchangée."
    parameters = standing_parameters()
    inputs = read_inputs(parameters)
    said = settled(inputs)
    if said:
        cache.set(_CHECKED, seen, PATIENCE_SECONDS)
        return said
    if not cache.add(_ASKED + inputs.fingerprint, 1, PATIENCE_SECONDS):
        return "couverture : déjà demandée."
    missing = write_missing(
        question_of(inputs.world, inputs.needs.totals, parameters), part_files()
    )
    _send(missing, parameters)
    return f"couverture : départements demandés aux travailleurs : {len(missing)}."


def publish(seed: int, scenarios: int) -> str:
    """Join the parts that are there, compute those that are not, and publish the run."""
    parameters = replace(DEFAULT, seed=seed, scenarios=scenarios)
    return refresh(parameters, answer=ByParts(part_files()))


def _send(missing: list[str], parameters: Parameters) -> None:
    # Imported here: the tasks are written over this module.
    from coverage.tasks import coverage_part, publish_coverage

    last = publish_coverage.si(parameters.seed, parameters.scenarios)
    if missing:
        chord(group(coverage_part.si(mark) for mark in missing), last).delay()
    else:
        last.delay()


def _ask_workers(missing: list[str]) -> None:
    from coverage.tasks import coverage_part

    if not missing:
        return
    try:
        results = group(coverage_part.si(mark) for mark in missing).apply_async()
        results.get(timeout=PATIENCE_SECONDS)
        results.forget()
    except NoAnswer:
        raise NoWorker("Les travailleurs n’ont pas répondu en une heure.") from None
    except (MissingPart, CeleryError, OperationalError) as error:
        raise NoWorker(f"Une part n’a pas pu être calculée : {error}") from error
