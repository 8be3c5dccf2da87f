"""Whose an event is that is called by its noun alone: "брифинг" of the mission, "прямая линия" of the secretary."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.mentions.grammar.phrase import Phrase
    from timeline.mentions.reading.candidates import Candidate
    from timeline.mentions.reading.page import Page
    from timeline.mentions.text.sentences import Sentence
    from timeline.mentions.vocabulary.lexicon import EventLexicon

_PARTS = frozenset(":;,")


def owner(candidate: Candidate, page: Page) -> str:
    """Who holds a bare "пресс-конференция": the name before its colon ("Миссия СНГ: пресс-конференция")."""
    words, lexicon = candidate.words, page.lexicon(candidate.sentence)
    if (
        candidate.left >= 2
        and words[candidate.left - 1].text in _PARTS
        and (labelled := _before_colon(candidate, page))
    ):
        return labelled
    if of_another(candidate, page):
        return _whose(candidate, page)
    if candidate.frame.name in lexicon.plain.get("travel", ()):
        return _traveller(candidate, page)
    if candidate.frame.name in lexicon.plain.get("held-by", ()):
        return _who_holds(candidate, page) or _by_table(candidate, page)
    if candidate.frame.name in lexicon.plain.get("sessions", ()):
        return _as_name(_who_holds(candidate, page, "assemblies") or _by_table(candidate, page, "assemblies"))
    if candidate.frame.name in lexicon.plain.get("owned", ()):
        if page.says("commission") and not lexicon.cue("other-holder", candidate.sentence.low):
            return lexicon.commission
        return _traveller(candidate, page) or _who_there(candidate, page) or _by_table(candidate, page)
    return ""


def of_another(candidate: Candidate, page: Page) -> bool:
    """ "Её заседание": a possessive stands for somebody who is named elsewhere."""
    possessives = page.lexicon(candidate.sentence).plain.get("possessives", ())
    return candidate.left > 0 and candidate.words[candidate.left - 1].low in possessives


def _before_colon(candidate: Candidate, page: Page) -> str:
    """Whose name a sentence begins with that lists what is done: "Миссия СНГ: визит – 25 мая; брифинг – 26 мая"."""
    words, grammar, lexicon = candidate.words, page.grammar(candidate.sentence), page.lexicon(candidate.sentence)
    colon = next((place for place in range(candidate.left) if words[place].text == ":"), 0)
    head = grammar.head(words, 0, colon) if colon else None
    if head is None or not lexicon.cue("holders", words[head].low):
        return ""
    if words[head].low.startswith(lexicon.takes.get(candidate.frame.name, ("\0",))):
        return ""  # "участковые комиссии: образование – до 5 мая" is what is done to them
    found = grammar.phrase(words, head, page.barred(candidate.sentence), lexicon.tails)
    genitive = _genitive(words[head].low, lexicon)
    if found is None or found.left or found.right != colon or (found.reading is None and not genitive):
        return ""
    whose, reading = grammar.inflect(page.text, words, found, "gent", genitive), found.reading
    people = reading is not None and reading.tag.number == "plur" and "anim" in reading.tag.grammemes
    return whose if people else _as_name(whose)


def _as_name(text: str) -> str:
    """The name of an office or a body begins with a capital, wherever it stood."""
    return text[:1].upper() + text[1:]


def _traveller(candidate: Candidate, page: Page) -> str:
    """Whose a bare "визит" or "брифинг" is: the subject of the sentence, where it is an office or a body; of an office
    that only tells of it ("как сообщил председатель комиссии, …") its body."""
    words, grammar, lexicon = candidate.words, page.grammar(candidate.sentence), page.lexicon(candidate.sentence)
    for place in range(candidate.left):
        if grammar.is_verb(words[place]):
            found = grammar.subject_of(words, place, page.barred(candidate.sentence), lexicon.tails)
            said = " ".join(word.low for word in words[max(0, place - 1) : place + 1])
            if found is not None and lexicon.cue("report", said):
                return _its_body(found, candidate, page)
            if found is not None and lexicon.cue("holders", words[found.head].low):
                return _as_name(grammar.inflect(page.text, words, found, "gent"))
            break
    return ""


def _its_body(office: Phrase, candidate: Candidate, page: Page) -> str:
    """ "Председатель областной комиссии": the body of an office, in the genitive."""
    words, grammar, lexicon = candidate.words, page.grammar(candidate.sentence), page.lexicon(candidate.sentence)
    head = grammar.head(words, office.head + 1, office.right) if office.right > office.head + 1 else None
    found = grammar.phrase(words, head, page.barred(candidate.sentence), lexicon.tails) if head is not None else None
    if found is None or found.case != "gent" or not lexicon.cue("holders", words[found.head].low):
        return ""
    return grammar.inflect(page.text, words, found, "gent")


def _who_holds(candidate: Candidate, page: Page, holders: str = "holders") -> str:
    """ "Прямую линию проведёт в четверг, 18 января, председатель комиссии": whoever holds it, past its day."""
    grammar, lexicon, barred = page.grammar(candidate.sentence), page.lexicon(candidate.sentence), set[int]()
    dates = page.barred(candidate.sentence)
    behind = {place - 1 for place in dates if candidate.words[place - 1].low in lexicon.plain.get("in", ())}
    past = {place for place, word in enumerate(candidate.words) if word.text == ","} | dates | behind
    past |= {*range(candidate.left, candidate.right)}  # "начали дежурство участковые комиссии"
    words = [word for place, word in enumerate(candidate.words) if place not in past]
    verb = next((place for place, word in enumerate(words) if grammar.is_verb(word)), None)
    found = grammar.subject_of(words, verb, barred, lexicon.tails) if verb is not None else None
    if found is None or not lexicon.cue(holders, words[found.head].low):
        return ""
    return grammar.inflect(page.text, words, found, "gent")


def _who_there(candidate: Candidate, page: Page) -> str:
    """Whose a bare "заседание" is: of the body that decides something there ("заседание, на котором комиссия …",
    "на заседании 17 июня комиссия утвердила …")."""
    words, grammar, lexicon = candidate.words, page.grammar(candidate.sentence), page.lexicon(candidate.sentence)
    verb = next((place for place in range(candidate.right, len(words)) if grammar.is_verb(words[place])), None)
    if verb is None or not (words[candidate.right].text == "," or _there(candidate, page)):
        return ""
    found = grammar.subject_of(words, verb, page.barred(candidate.sentence), lexicon.tails)
    if found is None or not lexicon.cue("holders", words[found.head].low):
        return ""
    return grammar.inflect(page.text, words, found, "gent")


def _there(candidate: Candidate, page: Page) -> bool:
    """ "На заседании 17 июня …": where something is done, with its date right behind."""
    within = page.lexicon(candidate.sentence).plain.get("in", ())
    there = candidate.preposition in within or came_of(candidate, page)
    return there and candidate.right in page.barred(candidate.sentence)


def came_of(one: Candidate, page: Page) -> bool:
    """ "По итогам заседания 14 сентября комиссия зарегистрировала троих": whether what is told came of it."""
    at = one.words[one.left].start - one.sentence.start
    return page.lexicon(one.sentence).shape("came-of", one.sentence.low, at) is not None


def _by_table(candidate: Candidate, page: Page, holders: str = "holders") -> str:
    """Whose a bare "пасяджэнне" is, where no analyser knows: the holder before its verb, its genitive from the file."""
    words, lexicon, grammar = candidate.words, page.lexicon(candidate.sentence), page.grammar(candidate.sentence)
    verb = next((place for place, word in enumerate(words) if grammar.is_verb(word)), 0)
    ahead = candidate.right if verb > candidate.left and _there(candidate, page) else 0
    told = range(ahead, verb) if ahead or verb < candidate.left else range(verb + 1, len(words))
    for place in (*told, *(range(candidate.right, len(words)) if 0 < verb < candidate.left else ())):
        genitive = _genitive(words[place].low, lexicon)
        if not genitive or not lexicon.cue(holders, words[place].low):
            continue
        found = grammar.phrase(words, place, page.barred(candidate.sentence), lexicon.tails)
        if found is not None and found.head == place and (found.case == "nomn" or found.left == 0):
            made = grammar.inflect(page.text, words, found, "gent", genitive)
            lower = found.left < found.head or place > candidate.left
            return made[:1].lower() + made[1:] if lower else _as_name(made)
    return ""


def in_genitive(found: Phrase, sentence: Sentence, page: Page) -> str:
    """The name of a holder in the genitive; as it stands where it is there already, empty where nothing knows it."""
    words, grammar, lexicon = page.words(sentence), page.grammar(sentence), page.lexicon(sentence)
    genitive = _genitive(words[found.head].low, lexicon)
    if found.reading is None and not genitive:
        return ""
    return grammar.inflect(page.text, words, found, "gent", genitive)


def _genitive(low: str, lexicon: EventLexicon) -> str:
    """As the language file has it, where no analyser knows it."""
    return next((genitive for stem, genitive in lexicon.genitives.items() if low.startswith(stem)), "")


def _whose(candidate: Candidate, page: Page) -> str:
    """ "Сформировать Собрание и открыть его первое заседание": the name that the possessive stands for, in full. One
    that begins its sentence stands for a holder of the sentence before."""
    words, grammar, lexicon = candidate.words, page.grammar(candidate.sentence), page.lexicon(candidate.sentence)
    gender, index = lexicon.pronoun(words[candidate.left - 1].low), candidate.sentence.index
    if holder := _holder_before(candidate.left - 1, gender, candidate.sentence, page):
        return holder
    if candidate.left == 1 and index:
        before = page.sentences[index - 1]
        return _holder_before(len(page.words(before)), gender, before, page)
    for place in range(candidate.left - 2, -1, -1):
        if (
            words[place].text[0].isupper()
            and grammar.is_noun(words[place])
            and (place > 0 or len(words[place].low) > 4)
        ):
            return _in_full(words[place].low, page)
    return ""


def _holder_before(end: int, gender: str, sentence: Sentence, page: Page) -> str:
    """The last holder before a word of a sentence that a pronoun of this gender can stand for, in the genitive."""
    words, grammar, lexicon = page.words(sentence), page.grammar(sentence), page.lexicon(sentence)
    for place in range(end - 1, -1, -1):
        if not lexicon.cue("holders", words[place].low) or not grammar.is_noun(words[place]):
            continue
        found = grammar.phrase(words, place, page.barred(sentence), lexicon.tails)
        if found is not None and found.head == place and grammar.gender(found) == gender:
            return grammar.inflect(page.text, words, found, "gent", _genitive(words[place].low, lexicon))
    return ""


def _in_full(noun: str, page: Page) -> str:
    """The longest name of the post that this noun heads, in the genitive; empty where the post has none."""
    stem = noun[: max(4, len(noun) - 2)]
    best = ""
    for sentence in page.sentences:
        words, grammar = page.words(sentence), page.grammar(sentence)
        for place, word in enumerate(words):
            if not word.low.startswith(stem):
                continue
            found = grammar.phrase(words, place, page.barred(sentence), {})
            if found is None or found.reading is None or found.head != place:
                continue
            if words[found.left].text[0].isupper():
                name = grammar.inflect(page.text, words, found, "gent")
                best = max(best, name, key=len)
    return best
