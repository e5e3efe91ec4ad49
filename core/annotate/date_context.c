/* date_context.c - from which day a date is read, and in which direction: see dates.h. */
#include "annotate/dates.h"
#include "base/str.h"

enum {
    NARRATIVE_YEARS_MIN = 4, /* years that a history names at least */
    NARRATIVE_SHARE = 4,     /* of them to one word that is read from the day of writing */
    SPEECH_SHARE = 150,      /* tokens to one "said", at least, in a history */
    MONTHS_BACK_MAX = 9,     /* "December 1941 .. In January": so far back is the next year */
    PLAN_TOKENS = 4,         /* between "agreed" and "to meet" */
    CLAUSE_TOKENS_MAX = 24,  /* a verb farther away says nothing of a date */
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool is_one_of(bs_str word, const char *const *list, size_t count)
{
    for (size_t index = 0; index < count; index++)
        if (bs_str_is_nocase(word, list[index]))
            return true;
    return false;
}
#define IS_ONE_OF(word, list) is_one_of(word, list, COUNT(list))

bs_str bs_date_before(const bs_date_reading *of, uint32_t steps)
{
    uint32_t start = of->match->token_start;
    return start >= of->sentence->token_start + steps ? bs_worker_text(of->worker, start - steps)
                                                      : (bs_str){0};
}

bs_str bs_date_behind(const bs_date_reading *of, uint32_t steps)
{
    uint32_t end = of->match->token_end + steps - 1;
    return end < of->sentence->token_end ? bs_worker_text(of->worker, end) : (bs_str){0};
}

/* ------------------------------------------------------------------------ tense */

static bool ends_with(bs_str word, const char *ending)
{
    return word.size > 3 && bs_str_ends(word, bs_str_from(ending));
}

/* Verbs that put off or fix what is to come. */
static bool is_arranging(bs_str word)
{
    static const char *const WORDS[] = {"announced", "announces", "called",    "calls",
                                        "confirmed", "convened",  "convenes",  "invited",
                                        "set",       "sets",      "scheduled", "proposed",
                                        "arranged",  "planned",   "summoned",  "requested"};
    return IS_ONE_OF(word, WORDS);
}

static bool is_gathering(bs_str word)
{
    static const char *const WORDS[] = {
        "meeting", "meetings",     "summit",   "talks",     "conference", "session",    "visit",
        "hearing", "vote",         "election", "elections", "trip",       "briefing",   "ceremony",
        "debate",  "march",        "strike",   "rally",     "protest",    "referendum", "poll",
        "launch",  "inauguration", "game",     "match",     "funeral"};
    return IS_ONE_OF(word, WORDS);
}

/* "announced a meeting on Thursday": an arranging verb with a gathering between it and the date. */
static bool is_arranged(const bs_date_reading *of, uint32_t verb)
{
    if (verb >= of->match->token_start || !is_arranging(bs_worker_text(of->worker, verb)))
        return false;
    for (uint32_t token = verb + 1; token < of->match->token_start; token++)
        if (is_gathering(bs_worker_text(of->worker, token)))
            return true;
    return false;
}

static bool is_word(const bs_date_reading *of, uint32_t token, const char *word)
{
    return bs_str_is_nocase(bs_worker_text(of->worker, token), word);
}

static bool is_plain_past(const bs_date_reading *of, uint32_t token)
{
    static const char *const BACK[] = {
        "since",  "been",   "ago",      "having",    "did",    "became", "ran",   "hit",  "put",
        "cut",    "built",  "bought",   "brought",   "caught", "chose",  "dealt", "drew", "drove",
        "fought", "flew",   "grew",     "kept",      "knew",   "laid",   "paid",  "sold", "stood",
        "struck", "swore",  "taught",   "thought",   "threw",  "wore",   "slid",  "sank", "shot",
        "spent",  "shook",  "wept",     "got",       "lay",    "beat",   "bore",  "fled", "lent",
        "rode",   "sought", "withdrew", "understood"};
    bs_str word = bs_worker_text(of->worker, token);
    if (!bs_worker_is(of->worker, token, BS_CLASS_LOWER) ||
        bs_worker_is(of->worker, token, BS_CLASS_FUTURE))
        return false;
    return bs_worker_is(of->worker, token, BS_CLASS_PAST_VERB) || ends_with(word, "ed") ||
           IS_ONE_OF(word, BACK);
}

/* Both are within direct quotations, or both outside. */
static bool is_beside_date(const bs_date_reading *of, uint32_t token)
{
    const uint8_t *marks = of->worker->marks;
    return ((marks[token] ^ marks[of->match->token_start]) & BS_MARK_QUOTED) == 0;
}

/* "the first since 1999" is said of what is to come as well. */
static bool has_past(const bs_date_reading *of)
{
    for (uint32_t token = of->sentence->token_start; token < of->sentence->token_end; token++)
        if (is_plain_past(of, token) && !is_word(of, token, "since"))
            return true;
    return false;
}

/* What says of an infinitive or of "until" that it lies ahead: "agreed to meet on Monday", but not
 * "voted to end it on Monday". */
static bool is_planning(const bs_date_reading *of, uint32_t token)
{
    static const char *const WORDS[] = {
        "agreed",    "agree",     "agrees",  "hopes",       "hope",     "hoped",     "intends",
        "intend",    "wants",     "want",    "vowed",       "pledged",  "promised",  "set",
        "slated",    "invited",   "asked",   "urged",       "ordered",  "preparing", "prepares",
        "ready",     "likely",    "is",      "are",         "aims",     "aim",       "plan",
        "planning",  "postponed", "delayed", "rescheduled", "deferred", "adjourned", "extended",
        "suspended", "has",       "have",    "runs",        "lasts",    "remains",   "valid",
        "expects"};
    return bs_worker_is(of->worker, token, BS_CLASS_FUTURE) ||
           IS_ONE_OF(bs_worker_text(of->worker, token), WORDS);
}

static bool has_plan_before(const bs_date_reading *of, uint32_t token)
{
    uint32_t start = of->sentence->token_start;
    for (uint32_t back = 1; back <= PLAN_TOKENS && token >= start + back; back++)
        if (is_planning(of, token - back))
            return true;
    return false;
}

/* "to meet", but not "to the": of something planned, or where nothing is past, as in headlines. */
static bool is_purpose(const bs_date_reading *of, uint32_t to)
{
    uint32_t next = to + 1;
    if (next >= of->sentence->token_end || !bs_worker_is(of->worker, next, BS_CLASS_LOWER) ||
        bs_worker_is(of->worker, next, BS_CLASS_FUNCTION) ||
        bs_worker_is(of->worker, next, BS_CLASS_NUMBER))
        return is_word(of, next < of->sentence->token_end ? next : to, "be");
    return has_plan_before(of, to) || !has_past(of);
}

/* "will be held", "to be signed", but not "has been held". */
static bool is_passive_ahead(const bs_date_reading *of, uint32_t verb)
{
    uint32_t start = of->sentence->token_start;
    for (uint32_t token = verb; token > start && verb - token < 3; token--) {
        bs_str word = bs_worker_text(of->worker, token - 1);
        if (bs_str_equal_nocase(word, BS_STR("be")))
            return true;
        if (!bs_str_ends(word, BS_STR("ly")))
            return false;
    }
    return false;
}

/* "moved to September": from a day that has been to one that is to come. */
static bool is_put_off(const bs_date_reading *of, uint32_t verb)
{
    static const char *const VERBS[] = {"moved", "pushed", "shifted"};
    return verb + 1 < of->match->token_start &&
           IS_ONE_OF(bs_worker_text(of->worker, verb), VERBS) && is_word(of, verb + 1, "to");
}

/* "originally planned for May": what was to come is past. */
static bool is_given_up(const bs_date_reading *of, uint32_t verb)
{
    static const char *const WORDS[] = {"originally", "initially", "previously"};
    return verb > of->sentence->token_start &&
           IS_ONE_OF(bs_worker_text(of->worker, verb - 1), WORDS);
}

/* "opens Tuesday"; "leaders meet Tuesday" where nothing is past; not "the visits". */
static bool is_scheduled(const bs_date_reading *of, uint32_t token)
{
    bs_str word = bs_worker_text(of->worker, token);
    if (!bs_worker_is(of->worker, token, BS_CLASS_SCHEDULED))
        return false;
    if (word.data[word.size - 1] != 's')
        return !has_past(of);
    return token == of->sentence->token_start ||
           !bs_worker_is(of->worker, token - 1, BS_CLASS_FUNCTION) ||
           is_word(of, token - 1, "which") || is_word(of, token - 1, "that") ||
           is_word(of, token - 1, "who") || is_word(of, token - 1, "it") ||
           is_word(of, token - 1, "he") || is_word(of, token - 1, "she");
}

static bs_tense tense_of_token(const bs_date_reading *of, uint32_t token)
{
    static const char *const AHEAD[] = {
        "slated", "postponed", "rescheduled", "intends",  "intend",  "hopes",  "aims",
        "may",    "might",     "could",       "can",      "should",  "must",   "going",
        "plan",   "planning",  "tentatively", "deadline", "expires", "expire", "pending"};
    bs_str word = bs_worker_text(of->worker, token);
    if (bs_worker_is(of->worker, token, BS_CLASS_FUTURE))
        return is_given_up(of, token) ? BS_TENSE_PAST : BS_TENSE_FUTURE;
    if (!bs_worker_is(of->worker, token, BS_CLASS_LOWER))
        return BS_TENSE_NONE;
    if (is_word(of, token, "to"))
        return is_purpose(of, token) ? BS_TENSE_FUTURE : BS_TENSE_NONE;
    if (is_word(of, token, "until") || is_word(of, token, "till"))
        return has_plan_before(of, token) ? BS_TENSE_FUTURE : BS_TENSE_NONE;
    if (is_word(of, token, "set")) {
        bool is_ahead = token + 1 < of->sentence->token_end &&
                        (is_word(of, token + 1, "to") || is_word(of, token + 1, "for"));
        return is_ahead ? BS_TENSE_FUTURE : BS_TENSE_PAST;
    }
    if (IS_ONE_OF(word, AHEAD))
        return BS_TENSE_FUTURE;
    if (is_plain_past(of, token)) {
        bool is_ahead =
            is_passive_ahead(of, token) || is_arranged(of, token) || is_put_off(of, token);
        return is_ahead ? BS_TENSE_FUTURE : BS_TENSE_PAST;
    }
    return is_scheduled(of, token) ? BS_TENSE_FUTURE : BS_TENSE_NONE;
}

/* Of the nearest word that tells; with `is_beside` of those on the date's side of quotation marks.
 */
static bs_tense nearest_tense(const bs_date_reading *of, bool is_beside)
{
    const bs_sentence *sentence = of->sentence;
    uint32_t start = of->match->token_start, end = of->match->token_end;
    uint32_t before = start - sentence->token_start, after = sentence->token_end - end;
    for (uint32_t step = 1; step <= CLAUSE_TOKENS_MAX && (step <= before || step <= after);
         step++) {
        bs_tense tense = BS_TENSE_NONE;
        if (step <= before && (!is_beside || is_beside_date(of, start - step)))
            tense = tense_of_token(of, start - step);
        if (tense == BS_TENSE_NONE && step <= after &&
            (!is_beside || is_beside_date(of, end + step - 1)))
            tense = tense_of_token(of, end + step - 1);
        if (tense != BS_TENSE_NONE)
            return tense;
    }
    return BS_TENSE_NONE;
}

bs_tense bs_date_tense(const bs_date_reading *of)
{
    const bs_segment *segment = bs_worker_segment(of->worker, of->sentence->start);
    if (segment && segment->type == BS_SEGMENT_CAPTION)
        return BS_TENSE_PAST; /* "NAME speaks to reporters on July 5": what a picture shows has been
                               */
    bs_tense tense = nearest_tense(of, true);
    if (tense == BS_TENSE_NONE)
        tense = nearest_tense(of, false);
    return tense != BS_TENSE_NONE ? tense : has_past(of) ? BS_TENSE_PAST : BS_TENSE_NONE;
}

/* ------------------------------------------------------------------------ base */

bool bs_worker_is_narrative(const bs_annotate_worker *worker)
{
    static const char *const NOW[] = {"today", "yesterday", "tomorrow", "tonight",
                                      "ago"}; /* else "BC" */
    size_t years = 0, deictic = 0, speech = 0, count = worker->layers->tokens.count;
    for (uint32_t token = 0; token < count; token++) {
        uint16_t shape = bs_worker_type(worker, token)->shape;
        if (shape & (1u << (BS_CLASS_YEAR - 8)))
            years++;
        else if (bs_worker_is(worker, token, BS_CLASS_WEEKDAY))
            deictic += (shape & (1u << (BS_CLASS_CAPITAL - 8))) != 0;
        else if (bs_worker_is(worker, token, BS_CLASS_DEICTIC)) {
            if (IS_ONE_OF(bs_worker_text(worker, token), NOW))
                deictic++;
            else
                years++;
        } else if (bs_worker_is(worker, token, BS_CLASS_CUE)) {
            speech += bs_str_equal(bs_worker_text(worker, token), BS_STR("said"));
        }
    }
    return years >= NARRATIVE_YEARS_MIN && years >= NARRATIVE_SHARE * deictic &&
           count >= SPEECH_SHARE * speech;
}

bs_date bs_date_base(const bs_date_reading *of, bool is_anaphoric)
{
    if (!of->is_narrative && !is_anaphoric)
        return of->anchor;
    return of->reference.year != 0 ? of->reference : of->anchor;
}

/* In a history the months go on from the one that was spoken of last. */
static void follow_reference(const bs_date_reading *of, bs_date *date)
{
    date->year = of->reference.year;
    int back = of->reference.month - date->month;
    if (of->reference.month != 0 && back >= MONTHS_BACK_MAX)
        date->year++;
}

bool bs_date_settle_year(const bs_date_reading *of, bs_date *date)
{
    if (of->next_year != 0) {
        date->year = of->next_year;
        return bs_date_point_is_valid(*date);
    }
    if (of->reference.year != 0 && of->is_narrative) {
        follow_reference(of, date);
        return bs_date_point_is_valid(*date);
    }
    bs_tense tense = bs_date_tense(of);
    if (tense == BS_TENSE_NONE && date->day == 0)
        tense = BS_TENSE_PAST;
    return of->anchor.year != 0 && bs_calendar_resolve_year(date, of->anchor, tense);
}
