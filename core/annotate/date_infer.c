/*
 * date_infer.c - the day of an article that states none, from what it says: an event whose days the
 * lexicons know and a word that sets the article beside it ("the Vilnius summit last year", "the
 * summit, which opens Tuesday"), a count of years in a row ("the first in 2022 .. the third year
 * running"), and the dates that it looks back to or ahead.
 *
 * Each clue says in which days the article may have been written: a set of stretches of days. They
 * are intersected, those that say most first; one that leaves nothing is passed over. What is left
 * is an answer when it is short enough to be of use. Clues come from the article's own voice alone:
 * not from comments, quoted speeches or quotations.
 */
#include "annotate/dates.h"
#include "base/error.h"

enum {
    STRETCHES_MAX = 64,
    CLUES_MAX = 48,
    NEAR_TOKENS = 10,   /* between an event and the word that sets the article beside it */
    NEAR_SENTENCES = 4, /* between "the first in 2022" and "the third year running" */
    USEFUL_DAYS_MAX = 366,
    ANCHOR_DAYS_MAX = 14, /* within so few days one is taken to read weekdays from */
    REASONS_MAX = 4,
    EXCERPT_BYTES_MAX = 120,
};

typedef struct stretch {
    int32_t from, to; /* days, both inside */
} stretch;

typedef struct stretches {
    stretch items[STRETCHES_MAX];
    size_t count;
} stretches;

typedef enum clue_strength {
    BOUND,  /* before or after a day: says something only beside another clue */
    PERIOD, /* a year, a month */
    DAYS,   /* some days around an event */
} clue_strength;

typedef struct clue {
    stretches days;
    clue_strength strength;
    bs_span evidence;
} clue;

typedef struct inference {
    bs_annotate_worker *worker;
    clue *clues;
    size_t count;
} inference;

static void add_stretch(stretches *list, int32_t from, int32_t to)
{
    if (list->count < STRETCHES_MAX && from <= to)
        list->items[list->count++] = (stretch){from, to};
}

static void intersect(const stretches *a, const stretches *b, stretches *both)
{
    both->count = 0;
    for (size_t left = 0; left < a->count; left++) {
        for (size_t right = 0; right < b->count; right++) {
            int32_t from = a->items[left].from, to = a->items[left].to;
            from = from > b->items[right].from ? from : b->items[right].from;
            to = to < b->items[right].to ? to : b->items[right].to;
            add_stretch(both, from, to);
        }
    }
}

static stretch hull_of(const stretches *list)
{
    stretch hull = list->items[0];
    for (size_t index = 1; index < list->count; index++) {
        if (list->items[index].from < hull.from)
            hull.from = list->items[index].from;
        if (list->items[index].to > hull.to)
            hull.to = list->items[index].to;
    }
    return hull;
}

static clue *new_clue(inference *of, clue_strength strength, uint32_t start, uint32_t end)
{
    if (of->count == CLUES_MAX)
        return NULL;
    clue *made = &of->clues[of->count];
    const bs_token *tokens = of->worker->layers->tokens.items;
    *made = (clue){.strength = strength, .evidence = {tokens[start].start, tokens[end - 1].end}};
    return made;
}

/* Keeps the clue that was made last when it says anything. */
static void keep_clue(inference *of, const clue *made)
{
    if (made && made->days.count > 0)
        of->count++;
}

/* ------------------------------------------------------------------------ what stands there */

/* A date as the clues see it. */
typedef struct spoken {
    const bs_date_expression *date;
    const bs_sentence *sentence;
    size_t number;       /* of the sentence */
    uint32_t start, end; /* tokens */
    bs_tense tense;
    bs_str text;
} spoken;

static bool has_word(bs_str text, const char *word)
{
    bs_str wanted = bs_str_from(word);
    for (size_t at = 0; at + wanted.size <= text.size; at++) {
        bool is_start = at == 0 || text.data[at - 1] == ' ';
        bool is_end = at + wanted.size == text.size || text.data[at + wanted.size] == ' ';
        if (is_start && is_end &&
            bs_str_equal_nocase(bs_str_slice(text, at, at + wanted.size), wanted))
            return true;
    }
    return false;
}

static bool is_own_voice(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_segment *segment =
        bs_worker_segment(worker, worker->layers->tokens.items[token].start);
    bool is_own = !segment || segment->type == BS_SEGMENT_BODY ||
                  segment->type == BS_SEGMENT_HEADLINE || segment->type == BS_SEGMENT_CAPTION;
    return is_own && !(worker->marks[token] & BS_MARK_QUOTED);
}

/* Finds the tokens and the sentence of a date; false when it is not in the article's own voice. */
static bool see(bs_annotate_worker *worker, const bs_date_expression *date, size_t *from,
                spoken *seen)
{
    const bs_sentences *sentences = &worker->layers->sentences;
    const bs_token *tokens = worker->layers->tokens.items;
    while (*from < sentences->count && sentences->items[*from].end <= date->span.start)
        ++*from;
    if (*from == sentences->count)
        return false;
    *seen = (spoken){.date = date, .sentence = &sentences->items[*from], .number = *from};
    seen->start = seen->sentence->token_start;
    while (seen->start + 1 < seen->sentence->token_end &&
           tokens[seen->start].end <= date->span.start)
        seen->start++;
    seen->end = seen->start + 1;
    while (seen->end < seen->sentence->token_end && tokens[seen->end].start < date->span.end)
        seen->end++;
    if (!is_own_voice(worker, seen->start))
        return false;
    bs_rule_match match = {.token_start = seen->start, .token_end = seen->end};
    bs_date_reading reading = {.worker = worker, .match = &match, .sentence = seen->sentence};
    seen->tense = bs_date_tense(&reading);
    seen->text = bs_str_slice(worker->input->text, date->span.start, date->span.end);
    return true;
}

static int weekday_of(const spoken *seen)
{
    return bs_str_equal(seen->date->rule, BS_STR("date.weekday"))
               ? bs_calendar_weekday(bs_str_trim(seen->text))
               : -1;
}

/* ------------------------------------------------------------------------ events */

static bs_str attribute_of(const bs_known *known, const char *name)
{
    for (size_t index = 0; index < known->attributes.count; index++)
        if (bs_str_equal(known->attributes.items[index].name, bs_str_from(name)))
            return known->attributes.items[index].value;
    return (bs_str){0};
}

static bool contains_nocase(bs_str text, bs_str part)
{
    for (size_t at = 0; part.size > 0 && at + part.size <= text.size; at++)
        if (bs_str_equal_nocase(bs_str_slice(text, at, at + part.size), part))
            return true;
    return false;
}

/* Whether a known event may be what the words name: by its id, a name, or its series. */
static bool may_be(const bs_annotate_worker *worker, const bs_mention *mention, bs_str words,
                   const bs_known *known)
{
    if (mention->entity != BS_NONE &&
        bs_str_equal(worker->layers->entities.items[mention->entity].id, known->entity.id))
        return true;
    bool is_one = mention->entity != BS_NONE &&
                  bs_map_find(&worker->annotator->gazetteer.ids,
                              worker->layers->entities.items[mention->entity].id);
    if (is_one)
        return false; /* it is another */
    for (size_t index = 0; index < known->names.count; index++)
        if (bs_str_equal_nocase(known->names.items[index], words))
            return true;
    return contains_nocase(words, attribute_of(known, "series"));
}

static bool days_of(const bs_known *known, stretch *days)
{
    bs_date from, to;
    if (known->entity.type != BS_ENTITY_EVENT ||
        !bs_date_from(attribute_of(known, "from"), &from) || from.day == 0)
        return false;
    if (!bs_date_from(attribute_of(known, "to"), &to) || to.day == 0)
        to = from;
    *days = (stretch){bs_date_first_day(from), bs_date_first_day(to)};
    return days->from <= days->to;
}

/* "last year" beside an event: the years, months or weeks that come behind those of the event. */
static void add_period(stretches *list, stretch event, bs_unit unit, int direction)
{
    bs_date moved = bs_calendar_move(bs_date_of_day(event.from), unit, -direction);
    if (moved.year == 0)
        return;
    int32_t from = bs_date_first_day(moved), to = bs_date_end_day(moved) - 1;
    if (unit == BS_UNIT_WEEK) {
        from -= bs_date_weekday(from);
        to = from + 6;
    }
    add_stretch(list, from, to);
}

typedef enum event_edge { EDGE_ANY, EDGE_FIRST, EDGE_LAST } event_edge;

/* Which day of the event a weekday near it is: "opens Tuesday" is its first. */
static event_edge edge_between(const bs_annotate_worker *worker, uint32_t from, uint32_t to)
{
    static const char *const FIRST[] = {"opens", "begins", "starts", "opened",   "began", "started",
                                        "open",  "begin",  "start",  "convenes", "kicks"};
    static const char *const LAST[] = {"ends",   "closes",    "concludes", "ended",
                                       "closed", "concluded", "end",       "close"};
    for (uint32_t token = from; token < to; token++) {
        bs_str word = bs_worker_text(worker, token);
        for (size_t index = 0; index < sizeof FIRST / sizeof *FIRST; index++)
            if (bs_str_is_nocase(word, FIRST[index]))
                return EDGE_FIRST;
        for (size_t index = 0; index < sizeof LAST / sizeof *LAST; index++)
            if (bs_str_is_nocase(word, LAST[index]))
                return EDGE_LAST;
    }
    return EDGE_ANY;
}

/* The days on which an article may call that day of the event by its weekday. */
static void add_weekday(stretches *list, stretch event, int weekday, bs_tense tense,
                        event_edge edge)
{
    int32_t from = edge == EDGE_LAST ? event.to : event.from;
    int32_t to = edge == EDGE_FIRST ? event.from : event.to;
    for (int32_t day = from; day <= to && day < from + 7; day++)
        if (bs_date_weekday(day) == weekday)
            add_stretch(list, tense == BS_TENSE_PAST ? day : day - 6,
                        tense == BS_TENSE_FUTURE ? day : day + 6);
}

/* What a date beside an event says. */
static void find_beside(inference *of, const spoken *seen, const bs_mention *mention)
{
    static const struct {
        const char *word;
        int direction;
    } RELATIVES[] = {{"last", -1}, {"this", 0}, {"next", 1}};
    static const struct {
        const char *word;
        bs_unit unit;
    } UNITS[] = {{"year", BS_UNIT_YEAR}, {"month", BS_UNIT_MONTH}, {"week", BS_UNIT_WEEK}};
    const bs_annotate_worker *worker = of->worker;
    const bs_gazetteer *gazetteer = &worker->annotator->gazetteer;
    int weekday = weekday_of(seen), direction = 2;
    bs_unit unit = BS_UNIT_NONE;
    for (size_t index = 0; index < 3; index++) {
        if (has_word(seen->text, RELATIVES[index].word))
            direction = RELATIVES[index].direction;
        if (has_word(seen->text, UNITS[index].word))
            unit = UNITS[index].unit;
    }
    if (weekday < 0 && (direction == 2 || unit == BS_UNIT_NONE))
        return;
    bool is_before = mention->token_end <= seen->start;
    uint32_t start = is_before ? mention->token_start : seen->start;
    uint32_t end = is_before ? seen->end : mention->token_end;
    event_edge edge = edge_between(worker, start, end);
    /* "ahead of the summit, he said on Monday": the day of something else */
    bool is_of_event = weekday < 0 || edge != EDGE_ANY;
    bs_str words = bs_worker_words(of->worker, mention->token_start, mention->token_end);
    clue *made = new_clue(of, weekday < 0 && unit != BS_UNIT_WEEK ? PERIOD : DAYS, start, end);
    for (size_t index = 0; made && is_of_event && index < gazetteer->known.count; index++) {
        const bs_known *known = &gazetteer->known.items[index];
        stretch days;
        if (!days_of(known, &days) || !may_be(worker, mention, words, known))
            continue;
        if (weekday >= 0)
            add_weekday(&made->days, days, weekday, seen->tense, edge);
        else
            add_period(&made->days, days, unit, direction);
    }
    keep_clue(of, made);
}

/* The event that stands nearest to a date, in its sentence. */
static void find_event(inference *of, const spoken *seen)
{
    const bs_mentions *mentions = &of->worker->layers->mentions;
    const bs_mention *nearest = NULL;
    uint32_t least = NEAR_TOKENS + 1;
    for (uint32_t token = seen->sentence->token_start; token < seen->sentence->token_end; token++) {
        uint32_t cover = of->worker->covers[token];
        const bs_mention *mention = cover ? &mentions->items[cover - 1] : NULL;
        if (!mention || mention->type != BS_ENTITY_EVENT)
            continue;
        uint32_t gap = mention->token_end <= seen->start   ? seen->start - mention->token_end
                       : mention->token_start >= seen->end ? mention->token_start - seen->end
                                                           : 0;
        if (gap < least) {
            least = gap;
            nearest = mention;
        }
    }
    if (nearest)
        find_beside(of, seen, nearest);
}

/* ------------------------------------------------------------------------ counts and bounds */

static int32_t year_of(const spoken *seen)
{
    bs_date date;
    return seen->date->type == BS_DATE_DATE && seen->date->value.size == 4 &&
                   bs_date_from(seen->date->value, &date)
               ? date.year
               : 0;
}

/* "the third year running", after "for the first time in 2022" */
static void find_streak(inference *of, const spoken *seen, const spoken *first, int32_t first_year)
{
    bs_str value = seen->date->value;
    int64_t number;
    if (first_year == 0 || !bs_str_equal(seen->date->rule, BS_STR("date.streak")) ||
        value.size < 3 || value.data[value.size - 1] != 'Y' ||
        !bs_str_integer(bs_str_slice(value, 1, value.size - 1), &number) || number < 2 ||
        number > 100 || seen->number > first->number + NEAR_SENTENCES)
        return;
    clue *made = new_clue(of, PERIOD, seen->start, seen->end);
    bs_date year = {first_year + (int32_t)number - 1, 0, 0};
    if (made) {
        made->evidence.start = first->date->span.start;
        if (bs_date_is_valid(year))
            add_stretch(&made->days, bs_date_first_day(year), bs_date_end_day(year) - 1);
    }
    keep_clue(of, made);
}

static bool is_first_time(const bs_annotate_worker *worker, const spoken *seen)
{
    for (uint32_t token = seen->sentence->token_start; token + 1 < seen->start; token++)
        if (bs_str_equal_nocase(bs_worker_text(worker, token), BS_STR("first")) &&
            bs_str_equal_nocase(bs_worker_text(worker, token + 1), BS_STR("time")))
            return true;
    return false;
}

/* A date that is told of in the past lies before the article, one in the future behind it. */
static void find_bound(inference *of, const spoken *seen)
{
    bs_date date;
    if (seen->date->type != BS_DATE_DATE || !seen->date->value.data ||
        !bs_date_from(seen->date->value, &date) || seen->tense == BS_TENSE_NONE)
        return;
    clue *made = new_clue(of, BOUND, seen->start, seen->end);
    if (made && seen->tense == BS_TENSE_PAST)
        add_stretch(&made->days, bs_date_first_day(date), INT32_MAX);
    else if (made)
        add_stretch(&made->days, INT32_MIN, bs_date_end_day(date) - 1);
    keep_clue(of, made);
}

/* "July 5" and "in June", in the year that is known by now. */
static void find_bound_in_year(inference *of, const spoken *seen, int32_t year)
{
    static const char *const RULES[] = {"date.month-day", "date.day-month"};
    bool is_day = false;
    for (size_t index = 0; index < 2; index++)
        is_day |= bs_str_equal(seen->date->rule, bs_str_from(RULES[index]));
    if (!is_day || seen->date->value.data)
        return;
    bs_date date = {.year = year};
    for (uint32_t token = seen->start; token < seen->end; token++) {
        bs_str word = bs_worker_text(of->worker, token);
        int64_t number;
        if (date.month == 0 && !bs_ascii_is_digit((unsigned char)word.data[0]))
            date.month = (uint8_t)bs_calendar_month(word);
        else if (bs_calendar_number(word, &number) && number > 0 && number <= 31)
            date.day = (uint8_t)number;
    }
    if (date.month == 0 || date.day == 0 || !bs_date_is_valid(date))
        return;
    clue *made = new_clue(of, BOUND, seen->start, seen->end);
    int32_t day = bs_date_first_day(date);
    if (made && seen->tense == BS_TENSE_FUTURE)
        add_stretch(&made->days, INT32_MIN, day);
    else if (made)
        add_stretch(&made->days, day, INT32_MAX);
    keep_clue(of, made);
}

/* ------------------------------------------------------------------------ the answer */

/* How far the weekdays of the article lie from a day, those told of before it and those ahead. */
static int32_t distance_from(inference *of, int32_t day)
{
    const bs_date_expressions *dates = &of->worker->layers->dates;
    int32_t sum = 0;
    size_t sentence = 0;
    for (size_t index = 0; index < dates->count; index++) {
        spoken seen;
        if (!see(of->worker, &dates->items[index], &sentence, &seen) || weekday_of(&seen) < 0)
            continue;
        int ahead = (weekday_of(&seen) - bs_date_weekday(day) + 7) % 7;
        sum += seen.tense == BS_TENSE_PAST ? (7 - ahead) % 7 : ahead;
    }
    return sum;
}

static int32_t best_day(inference *of, const stretches *left)
{
    int32_t best = left->items[0].from, least = INT32_MAX;
    for (size_t index = 0; index < left->count; index++) {
        for (int32_t day = left->items[index].from; day <= left->items[index].to; day++) {
            int32_t distance = distance_from(of, day);
            if (distance <= least) {
                least = distance;
                best = day;
            }
        }
    }
    return best;
}

/* What two days have in common: the day, the month, the year, or nothing. */
static bs_date common_of(bs_date from, bs_date to)
{
    if (from.year != to.year)
        return (bs_date){0};
    if (from.month != to.month)
        return (bs_date){from.year, 0, 0};
    return (bs_date){from.year, from.month, from.day == to.day ? from.day : 0};
}

static bs_str print_date(bs_arena *arena, bs_date date)
{
    char text[BS_DAY_TEXT_MAX];
    if (date.year == 0)
        return (bs_str){0};
    bs_date_write(date, text);
    return bs_arena_copy(arena, bs_str_from(text));
}

/* The words of a clue, in one line. */
static void add_excerpt(bs_buffer *buffer, bs_str text, bs_span span)
{
    bs_str excerpt = bs_str_slice(text, span.start, span.end);
    for (size_t at = 0; at < excerpt.size && at < EXCERPT_BYTES_MAX; at++)
        bs_buffer_add_char(buffer, (unsigned char)excerpt.data[at] < ' ' ? ' ' : excerpt.data[at]);
    if (excerpt.size > EXCERPT_BYTES_MAX)
        bs_buffer_add(buffer, BS_STR(".."));
}

static bs_status say_why(inference *of, const clue *const *used, size_t used_count, bs_error *error)
{
    bs_layers *layers = of->worker->layers;
    bs_buffer message = {0};
    bs_buffer_add(&message, BS_STR("no date is stated; from what is said it was written "));
    if (bs_str_equal(layers->inferred.from, layers->inferred.to)) {
        bs_buffer_add(&message, BS_STR("on "));
        bs_buffer_add(&message, layers->inferred.from);
    } else {
        bs_buffer_add(&message, BS_STR("between "));
        bs_buffer_add(&message, layers->inferred.from);
        bs_buffer_add(&message, BS_STR(" and "));
        bs_buffer_add(&message, layers->inferred.to);
    }
    for (size_t index = 0; index < used_count && index < REASONS_MAX; index++) {
        bs_buffer_add(&message, index == 0 ? BS_STR(": \"") : BS_STR("; \""));
        add_excerpt(&message, of->worker->input->text, used[index]->evidence);
        bs_buffer_add_char(&message, '"');
    }
    bs_finding *finding = bs_array_push(&layers->findings);
    if (finding)
        *finding =
            (bs_finding){BS_STR("date inferred"), used[0]->evidence.start, used[0]->evidence.end,
                         bs_arena_copy(&layers->arena, bs_buffer_str(&message))};
    bool has_failed = !finding || message.failed || !finding->message.data;
    bs_buffer_clear(&message);
    return has_failed ? bs_fail_memory(error) : BS_OK;
}

static void apply(inference *of, clue_strength strength, size_t from, stretches *left,
                  const clue **used, size_t *used_count)
{
    for (size_t index = from; index < of->count; index++) {
        const clue *one = &of->clues[index];
        stretches both;
        if (one->strength != strength)
            continue;
        stretch before = hull_of(left);
        intersect(left, &one->days, &both);
        if (both.count == 0)
            continue;
        stretch after = hull_of(&both);
        if (after.from != before.from || after.to != before.to)
            used[(*used_count)++] = one;
        *left = both;
    }
}

static void find_clues(inference *of, int32_t year)
{
    const bs_date_expressions *dates = &of->worker->layers->dates;
    spoken first = {0};
    int32_t first_year = 0;
    size_t sentence = 0;
    for (size_t index = 0; index < dates->count; index++) {
        spoken seen;
        if (!see(of->worker, &dates->items[index], &sentence, &seen))
            continue;
        if (year != 0) {
            find_bound_in_year(of, &seen, year);
            continue;
        }
        find_event(of, &seen);
        find_streak(of, &seen, &first, first_year);
        find_bound(of, &seen);
        if (year_of(&seen) != 0 && is_first_time(of->worker, &seen)) {
            first = seen;
            first_year = year_of(&seen);
        }
    }
}

static bs_status infer(inference *of, bs_error *error)
{
    bs_layers *layers = of->worker->layers;
    const clue *used[CLUES_MAX];
    size_t used_count = 0;
    stretches left = {.items = {{INT32_MIN, INT32_MAX}}, .count = 1};
    find_clues(of, 0);
    apply(of, PERIOD, 0, &left, used, &used_count);
    apply(of, DAYS, 0, &left, used, &used_count);
    if (used_count == 0)
        return BS_OK;
    apply(of, BOUND, 0, &left, used, &used_count);
    stretch hull = hull_of(&left);
    if (hull.from < bs_date_first_day((bs_date){1, 1, 1}) ||
        (int64_t)hull.to - hull.from > USEFUL_DAYS_MAX)
        return BS_OK;
    size_t known = of->count;
    bs_date year = common_of(bs_date_of_day(hull.from), bs_date_of_day(hull.to));
    if (year.year != 0)
        find_clues(of, year.year);
    apply(of, BOUND, known, &left, used, &used_count);
    hull = hull_of(&left);

    bs_date from = bs_date_of_day(hull.from), to = bs_date_of_day(hull.to);
    bs_date common = common_of(from, to), anchor = common;
    if (hull.to - hull.from <= ANCHOR_DAYS_MAX)
        anchor = bs_date_of_day(best_day(of, &left));
    layers->inferred.from = print_date(&layers->arena, from);
    layers->inferred.to = print_date(&layers->arena, to);
    layers->inferred.value = print_date(&layers->arena, common);
    layers->inferred.anchor = print_date(&layers->arena, anchor);
    if (!layers->inferred.from.data || !layers->inferred.to.data)
        return bs_fail_memory(error);
    return say_why(of, used, used_count, error);
}

bs_status bs_worker_infer_date(bs_annotate_worker *worker, bs_error *error)
{
    inference of = {.worker = worker};
    of.clues = bs_arena_array(&worker->layers->arena, CLUES_MAX, sizeof *of.clues);
    return of.clues ? infer(&of, error) : bs_fail_memory(error);
}
