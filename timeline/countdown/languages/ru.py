"""Russian: what the views in a shell say. Data only.

``UNITS`` holds plural forms in the order of CLDR's categories (one, few, many); the ``…_bound`` forms
follow "меньше" and "не больше", the others count ("ещё 8 дней", "через 1 минуту"). ``KINDS`` gives each kind of
event its name and the other words by which a person may ask for it, ``ROLES`` says what a sentence was read as.
"""

PLURALS = "one-few-many"

UNITS = {
    "days": ("день", "дня", "дней"),
    "hours": ("час", "часа", "часов"),
    "minutes": ("минуту", "минуты", "минут"),
    "days_bound": ("дня", "дней", "дней"),
    "months_bound": ("месяца", "месяцев", "месяцев"),
    "years_bound": ("года", "лет", "лет"),
    "posts": ("пост", "поста", "постов"),
    "events": ("событие", "события", "событий"),
}

SHORT = {"days": "д", "hours": "ч", "minutes": "мин", "months": "мес", "years": "г"}

MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
MONTH_NAMES = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")

PHRASES = {
    "now": "Сейчас",
    "ahead": "Впереди",
    "past": "Прошло",
    # How much time is left
    "left": "{days}",
    "still": "ещё {days}",
    "ago": "{days} назад",
    "last_day": "последний день",
    "today": "сегодня",
    "tomorrow": "завтра",
    "yesterday": "вчера",
    "ended_today": "закончилось сегодня",
    "going": "идёт",
    "end_unknown": "конец неизвестен",
    "date_unknown": "дата неизвестна",
    "window_passed": "срок прошёл, дата неизвестна",
    "cancelled": "отменено",
    "under_months": "меньше {months_bound}",
    "under_years": "меньше {years_bound}",
    "most_days": "не больше {days_bound}",
    "most_months": "не больше {months_bound}",
    "most_today": "не позже сегодня",
    "most_tomorrow": "не позже завтра",
    "least_days": "не меньше {days_bound}",
    "range_days": "{a}–{days}",
    "starts_in": "через {span}",
    "ends_in": "ещё {span}",
    "opens_in": "открывается через {span}",
    "closes_in": "закрывается через {span}",
    "starts_soon": "меньше чем через минуту",
    "ends_soon": "меньше минуты",
    "opens_soon": "открывается меньше чем через минуту",
    "closes_soon": "закрывается меньше чем через минуту",
    "started": "началось в {clock}",
    "closed_today": "сегодня уже закрыто",
    # Dates
    "until": "до {date}",
    "since": "с {date}",
    "not_before": "не раньше {date}",
    "between": "между {a} и {b}",
    "since_until": "с {a}, не позже {b}",
    "year": "{year} год",
    # Notes behind a date
    "day_of": "день {a} из {b}",
    "day_n": "день {a}",
    "tentative": "ожидается",
    "conditional": "при необходимости",
    "foreign": "за рубежом",
    # Footer and empty answers
    "unofficial": "Неофициальный календарь.",
    "read": "Источники прочитаны {when}.",
    "never_read": "Источники ещё не читались.",
    "as_of": "Сегодня считается {date}.",
    "also": "Ещё подходит",
    "expected": "Постов ещё нет. По закону ожидается ({names}):",
    "nothing_yet": "Событий пока нет: не прочитано ни одного поста.",
    "nothing_found": "Событий пока нет: в прочитанных постах их не нашлось, или чтение ещё не закончено.",
    "bundled": "Готовые календари, у которых впереди нет известных выборов: {names}.",
    "add_channel": "Как добавить канал:",
    "add_file": "прочитать сохранённую страницу или выгрузку",
    "add_calendar": "описать новый календарь",
    "add_demo": "посмотреть на готовом примере",
    "nothing_ahead": "Впереди ничего нет.",
    "nothing_within": "За это время ничего нет.",
    "next_is": "Ближайшее: {title}, {left}.",
    "try_all": "Показать и то, что прошло: {command}",
    "try_review": "Что пропущено и почему: {command}",
    # One event
    "dates": "Когда",
    "left_head": "Осталось",
    "status": "Статус",
    "kind": "Вид",
    "place": "Место",
    "law": "Закон",
    "likely": "Вероятно",
    "also_called": "Иначе",
    "evidence": "Откуда известно",
    "history": "Как менялось",
    "notes": "Примечания",
    "confirmed": "объявлено",
    "disagrees": "не согласуется",
    "names_only": "без даты",
    "posted_unknown": "дата поста неизвестна",
    "posted_within": "пост без даты: {days}",
    "posted_likely": "скорее всего {days}",
    "day_between": "не раньше {a} и не позже {b}",
    "day_from": "не раньше {a}",
    "day_to": "не позже {b}",
    "no_evidence": "Ни один пост об этом ещё не говорит.",
    "announced": "объявлено",
    "dated": "назначена дата",
    "narrowed": "дата уточнена",
    "moved": "перенесено",
    "postponed": "отложено, новая дата не названа",
    "restored": "снова в силе",
    "corrected": "исправлено вручную",
    # Agenda
    "no_date": "Без даты",
    "today_line": "сегодня, {date}",
}

KINDS = {
    "election-day": ("день голосования", "выборы", "голосование", "день выборов", "референдум"),
    "early-voting": ("досрочное голосование", "досрочка", "досрочно"),
    "nomination": ("выдвижение", "подписи", "сбор подписей"),
    "registration": ("регистрация",),
    "campaigning": ("агитация", "кампания"),
    "deadline": ("крайний срок", "срок", "дедлайн", "последний день"),
    "observation": ("наблюдение", "наблюдатели"),
    "meeting": ("заседание", "встреча", "собрание", "пресс-конференция", "сессия"),
    "training": ("обучение", "семинар", "учёба"),
    "result": ("итоги", "результаты"),
    "other": ("другое", "прочее"),
}

ROLES = {
    "at": "дата",
    "start": "начало",
    "end": "окончание",
    "span": "дни",
    "countdown": "сколько осталось",
    "moved-from": "перенесено с",
    "moved-to": "перенесено на",
    "cancelled": "отмена",
}
