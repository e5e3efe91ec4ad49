/*
 * indirect.c - words of somebody without quotation marks: the clause or the phrase that a verb
 * brings ("said that ..", ".., she said", "called for .."), what is so according to somebody, a
 * claim that a noun brings ("his promise to .."), and matches of quotation rules.
 *
 * Parts of such a match: speaker, cue, content. Where there is no content, it is the sentence
 * without the match.
 */
#include "annotate/cue.h"
#include "annotate/marks.h"
#include "annotate/speaker.h"
#include "annotate/worker.h"
#include "base/error.h"

enum {
    SOURCE_TOKENS_MAX = 40, /* words for who it is so according to */
    ASIDE_TOKENS_MAX = 22,  /* from the verb to its "that" */
    FINITE_TOKENS_MAX = 14, /* from the head of a clause to its verb */
    LABEL_TOKENS_MAX = 6,   /* a name before a colon */
};

typedef struct reading {
    bs_annotate_worker *worker;
    const bs_sentence *sentence;
    bs_error *error;
} reading;

static bool is(const reading *of, uint32_t token, unsigned class)
{
    return bs_worker_is(of->worker, token, class);
}

static bool is_word(const reading *of, uint32_t token, const char *word)
{
    return bs_cue_is_word(of->worker, token, word);
}

static bool is_any(const reading *of, uint32_t token, const char *const *words)
{
    return bs_cue_is_any(of->worker, token, words);
}

static bool is_quoted(const reading *of, uint32_t token)
{
    return of->worker->marks[token] & BS_MARK_QUOTED;
}

static bool is_stop(const reading *of, uint32_t token)
{
    bs_str form = bs_worker_text(of->worker, token);
    return (form.size == 1 && strchr(".!?,;:", form.data[0])) || bs_str_equal(form, BS_STR("--")) ||
           bs_str_equal(form, BS_STR("\xE2\x80\x94")) || bs_str_equal(form, BS_STR("\xE2\x80\x93"));
}

static bs_span trimmed(const reading *of, uint32_t start, uint32_t end)
{
    while (end > start && is_stop(of, end - 1))
        end--;
    while (end > start && is_stop(of, start))
        start++;
    return (bs_span){start, end};
}

/* Adds a quotation of one or two parts, in tokens; empty parts count for nothing. */
static bs_status add(const reading *of, bs_span first, bs_span second, const bs_quotation *made)
{
    bs_annotate_worker *worker = of->worker;
    first = trimmed(of, first.start, first.end);
    second = trimmed(of, second.start, second.end);
    size_t count = (first.end > first.start) + (second.end > second.start);
    if (count == 0)
        return BS_OK;
    bs_span *parts = bs_arena_array(&worker->layers->arena, count, sizeof *parts);
    bs_quotation *slot = parts ? bs_array_push(&worker->layers->quotations) : NULL;
    if (!slot)
        return bs_fail_memory(of->error);
    const bs_token *tokens = worker->layers->tokens.items;
    bs_span pair[] = {first, second};
    size_t used = 0;
    for (size_t index = 0; index < 2; index++)
        if (pair[index].end > pair[index].start)
            parts[used++] =
                (bs_span){tokens[pair[index].start].start, tokens[pair[index].end - 1].end};
    *slot = *made;
    slot->parts = parts;
    slot->part_count = used;
    return BS_OK;
}

static bs_span span_of(const reading *of, uint32_t start, uint32_t end)
{
    const bs_token *tokens = of->worker->layers->tokens.items;
    return (bs_span){tokens[start].start, tokens[end - 1].end};
}

/* ------------------------------------------------------------------------ where it ends */

/* The first verb of the article that stands at `token` or behind. */
static size_t first_cue(const bs_annotate_worker *worker, uint32_t token)
{
    size_t low = 0, high = worker->cues.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (worker->cues.items[middle].verb < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Where the words that begin at `start` end: with the subordinate clause of the verb ("while he
 * said ..,"), before an attribution of their own ("..., according
 * to"), and before the next verb of the same speaker (", adding", "and warned"). */
static uint32_t content_end(const reading *of, const bs_cue *of_cue, uint32_t start, uint32_t limit)
{
    static const char *const SUBORDINATE[] = {"when",  "while",  "as",      "though", "although",
                                              "after", "before", "because", "since",  NULL};
    bool is_subordinate =
        of_cue->is_fronted || (of_cue->start > of->sentence->token_start && !of_cue->is_behind &&
                               is_any(of, of_cue->start - 1, SUBORDINATE));
    for (uint32_t token = start + 1; token < limit; token++) {
        if (is_quoted(of, token))
            continue;
        if (is_word(of, token, ";") || (is_subordinate && is_word(of, token, ",")))
            return token;
        bool is_joint =
            is_word(of, token, ",") || is_word(of, token, "and") || is_word(of, token, "but");
        if (is_joint && token + 1 < limit && is_word(of, token + 1, "according"))
            return token;
    }
    for (size_t index = first_cue(of->worker, start + 1); index < of->worker->cues.count; index++) {
        const bs_cue *cue = &of->worker->cues.items[index];
        if (cue->verb >= limit)
            break;
        if (!cue->is_shared)
            continue;
        uint32_t at = cue->start < cue->verb ? cue->start : cue->verb;
        if (at <= start + 1 || !is(of, cue->verb, BS_CLASS_CUE))
            continue;
        static const char *const JOINTS[] = {",", "and", "but", "or", "--", "\xE2\x80\x94", NULL};
        if (is_any(of, at - 1, JOINTS))
            return at - 1;
    }
    return limit;
}

static bool has_finite(const reading *of, uint32_t start, uint32_t end)
{
    for (uint32_t token = start; token < end && token - start < FINITE_TOKENS_MAX; token++) {
        bs_str form = bs_worker_text(of->worker, token);
        if (bs_cue_is_finite(of->worker, token) || bs_str_equal(form, BS_STR("'s")) ||
            bs_str_equal(form, BS_STR("\xE2\x80\x99s")) ||
            (token > start && is(of, token, BS_CLASS_LOWER) && bs_str_ends(form, BS_STR("ed"))))
            return true;
        if (token > start && is_stop(of, token) && !is_word(of, token, ","))
            return false;
    }
    return false;
}

/* ------------------------------------------------------------------------ where it begins */

static bool opens_clause(const reading *of, uint32_t token)
{
    static const char *const OPENERS[] = {"that", "how",   "why",  "what", "whether",
                                          "if",   "where", "when", "who",  NULL};
    return is_any(of, token, OPENERS);
}

/* The words of time and place behind the verb, "on Monday", "in a statement", "reporters in Rome":
 * the token behind them. Stops at what can begin a clause. */
static uint32_t skip_aside(const reading *of, uint32_t start, uint32_t limit, bool has_hearer)
{
    static const char *const TIMES[] = {"yesterday",  "today",    "tomorrow", "later", "earlier",
                                        "recently",   "again",    "then",     "once",  "afterward",
                                        "afterwards", "publicly", "last",     "this",  NULL};
    static const char *const UNITS[] = {"week",      "month",   "year",    "morning",
                                        "afternoon", "evening", "night",   "summer",
                                        "spring",    "fall",    "weekend", NULL};
    uint32_t token = start;
    if (has_hearer && token < limit && !opens_clause(of, token) && !is_word(of, token, "to")) {
        /* "told reporters", "told The New York Times", "told him" */
        uint32_t end = bs_cue_phrase_end(of->worker, token, limit);
        static const char *const HIM[] = {"him",        "her",       "me",        "us",
                                          "them",       "you",       "reporters", "voters",
                                          "supporters", "lawmakers", NULL};
        if (is_any(of, token, HIM))
            end = token + 1;
        token = end > token ? end : token;
    }
    while (token < limit) {
        bool is_time = is(of, token, BS_CLASS_WEEKDAY) || is_any(of, token, TIMES) ||
                       (token > start && is_any(of, token, UNITS)) ||
                       (is(of, token, BS_CLASS_LOWER) &&
                        bs_str_ends(bs_worker_text(of->worker, token), BS_STR("ly")));
        if (is_time) {
            token++;
            continue;
        }
        if (!is(of, token, BS_CLASS_PREPOSITION) || of->worker->covers[token] != 0 ||
            is_word(of, token, "than") || (has_hearer && is_word(of, token, "to")))
            return token;
        token++; /* the preposition and its phrase, up to what can begin a clause */
        uint32_t first = token;
        while (token < limit && !bs_cue_is_break(of->worker, token) && !opens_clause(of, token) &&
               !is_quoted(of, token) && token - start < ASIDE_TOKENS_MAX) {
            bool is_head =
                token > first &&
                (is(of, token, BS_CLASS_SUBJECT_PRONOUN) ||
                 (is(of, token, BS_CLASS_DETERMINER) && !is(of, token - 1, BS_CLASS_PREPOSITION)));
            if (is_head || (is(of, token, BS_CLASS_PREPOSITION) && token > first))
                break;
            token++;
        }
    }
    return token;
}

/* "that" within reach of the verb, with no stop between; limit when there is none. */
static uint32_t find_that(const reading *of, uint32_t start, uint32_t limit)
{
    for (uint32_t token = start; token < limit && token - start < ASIDE_TOKENS_MAX; token++) {
        if (is_quoted(of, token) || is_word(of, token, ";") || is_word(of, token, "."))
            return limit;
        if (is_word(of, token, "that") && token + 1 < limit)
            return token;
        if (token > start && bs_cue_is_finite(of->worker, token))
            return limit;
    }
    return limit;
}

/* Verbs whose object is the hearer. */
static bool takes_hearer(const reading *of, uint32_t verb)
{
    static const char *const HEARERS[] = {
        "told",      "tell",      "tells",     "telling",  "asked",   "asks",    "ask",
        "asking",    "reminded",  "reminds",   "remind",   "assured", "assures", "assure",
        "assuring",  "reminding", "informed",  "informs",  "warned",  "warns",   "warning",
        "warn",      "advised",   "advises",   "urged",    "urges",   "urging",  "urge",
        "convinced", "persuaded", "reassured", "notified", NULL};
    return is_any(of, verb, HEARERS);
}

/* Particles that belong to the verb: "pointed out", "called for", "spoke of". */
static uint32_t skip_particle(const reading *of, uint32_t start, uint32_t limit)
{
    static const char *const PARTICLES[] = {"out",     "for",  "of",   "about", "on", "to",
                                            "against", "over", "upon", "back",  "up", NULL};
    uint32_t token = start;
    while (token < limit && token - start < 2 && is_any(of, token, PARTICLES))
        token++;
    static const char *const AGREEING[] = {"agree",     "agrees",    "agreed", "disagree",
                                           "disagrees", "disagreed", NULL};
    if (token == start && token < limit && is_word(of, token, "with") &&
        is_any(of, token - 1, AGREEING))
        token++;
    return token;
}

/* What a verb brings behind it; the name of the rule, NULL for nothing. */
static const char *content_behind(const reading *of, const bs_cue *cue, bs_span *content)
{
    uint32_t limit = of->sentence->token_end, start = cue->verb + 1;
    if (cue->is_behind && !cue->is_fronted)
        start = cue->end;
    if (start >= limit)
        return NULL;
    bool is_speech = is(of, cue->verb, BS_CLASS_CUE);
    bool is_clause = is(of, cue->verb, BS_CLASS_CUE_CLAUSE);
    bool is_act = is(of, cue->verb, BS_CLASS_CUE_ACT);
    bool is_intent = is(of, cue->verb, BS_CLASS_CUE_INTENT);
    if (is_word(of, start, ":") && is_speech) {
        *content = (bs_span){start + 1, limit};
        return "quotation.colon";
    }
    uint32_t that = is_speech || is_clause ? find_that(of, start, limit) : limit;
    if (!is_speech && that < limit && skip_aside(of, start, limit, false) < that)
        that = limit; /* "doubts the claim that .." */
    if (that < limit) {
        *content = (bs_span){that + 1, content_end(of, cue, that + 1, limit)};
        return "quotation.clause";
    }
    if (is_intent && is_word(of, start, "to") && start + 1 < limit) {
        *content = (bs_span){start, content_end(of, cue, start, limit)};
        return "quotation.intent";
    }
    if ((is_speech || is_clause) && opens_clause(of, start)) {
        *content = (bs_span){start, content_end(of, cue, start, limit)};
        return "quotation.clause";
    }
    bool has_hearer = takes_hearer(of, cue->verb);
    if (is_speech || is_clause) {
        uint32_t at = is_speech ? skip_aside(of, start, limit, has_hearer) : start;
        if (at < limit && is_word(of, at, "to") && has_hearer) {
            *content = (bs_span){at, content_end(of, cue, at, limit)};
            return "quotation.intent";
        }
        bool can_begin = at < limit && !is(of, at, BS_CLASS_AUXILIARY) &&
                         !bs_cue_is_break(of->worker, at) && !bs_cue_is_mark(of->worker, at) &&
                         !is_word(of, at, "and");
        if (can_begin && has_finite(of, at, limit) && !(has_hearer && at == start)) {
            *content = (bs_span){at, content_end(of, cue, at, limit)};
            return "quotation.clause";
        }
    }
    static const char *const TALKING[] = {"speaks",  "spoke", "speak",   "speaking",
                                          "spoken",  "talk",  "talks",   "talked",
                                          "talking", "lied",  "laughed", NULL};
    static const char *const ABOUT[] = {"of", "about", "out", "against", NULL};
    if (is_act && !(is_any(of, cue->verb, TALKING) && !is_any(of, start, ABOUT))) {
        uint32_t at = skip_particle(of, start, limit);
        if (at < limit && !bs_cue_is_break(of->worker, at) &&
            !(at == start && is(of, at, BS_CLASS_PREPOSITION) && !is_word(of, at, "for"))) {
            *content = (bs_span){at, content_end(of, cue, at, limit)};
            return "quotation.act";
        }
    }
    return NULL;
}

/* `It is late, Simon said on Monday.`: nothing that the verb could bring stands behind it. */
static bool find_before(const reading *of, const bs_cue *cue, bs_span *first, bs_span *second)
{
    uint32_t start = of->sentence->token_start, limit = of->sentence->token_end;
    uint32_t at = cue->start;
    if (!is(of, cue->verb, BS_CLASS_CUE) || cue->is_shared || at < start + 3)
        return false;
    uint32_t comma = at - 1;
    static const char *const JOINTS[] = {",", "--", "\xE2\x80\x94", "\xE2\x80\x93", "?", NULL};
    if (!is_any(of, comma, JOINTS) || is_quoted(of, comma - 1) ||
        bs_cue_is_mark(of->worker, comma - 1))
        return false;
    uint32_t behind = cue->is_behind ? cue->end : cue->verb + 1;
    uint32_t end = skip_aside(of, behind, limit, takes_hearer(of, cue->verb));
    bool is_last = end >= limit || is_stop(of, end);
    bool is_clause =
        has_finite(of, start, comma) || (comma - start > 5 && !is(of, start, BS_CLASS_PREPOSITION));
    if (!is_last || !is_clause)
        return false;
    *first = (bs_span){start, comma};
    *second = (bs_span){0, 0};
    /* "Prices, she said, will rise": the clause goes on when what came before has no verb yet or
     * the sentence is closed by no stop */
    if (end < limit && is_word(of, end, ",") && end + 3 < limit && !opens_clause(of, end + 1) &&
        !is_word(of, end + 1, "which") && !bs_cue_is_listed(of->worker, end + 1))
        *second = (bs_span){end + 1, content_end(of, cue, end + 1, limit)};
    return true;
}

/* "Prices, she said, will rise": the subject alone stands before. */
static bool find_parted(const reading *of, const bs_cue *cue, bs_span *first, bs_span *second)
{
    uint32_t start = of->sentence->token_start, limit = of->sentence->token_end;
    if (!is(of, cue->verb, BS_CLASS_CUE) || cue->is_shared || cue->start < start + 2 ||
        !is_word(of, cue->start - 1, ",") || is_quoted(of, cue->start - 2))
        return false;
    uint32_t behind = cue->is_behind ? cue->end : cue->verb + 1;
    if (behind >= limit || !is_word(of, behind, ","))
        return false;
    *first = (bs_span){start, cue->start - 1};
    *second = (bs_span){behind + 1, content_end(of, cue, behind + 1, limit)};
    return has_finite(of, second->start, second->end);
}

static bool is_off(const reading *of, const char *rule)
{
    return bs_rule_is_off(of->worker->annotator->host, bs_str_from(rule));
}

static bs_status add_cue(const reading *of, const bs_cue *cue)
{
    bs_annotate_worker *worker = of->worker;
    bs_span first = {0}, second = {0};
    bs_attribution place = BS_ATTRIBUTION_BEFORE;
    const char *rule = NULL;
    if (worker->marks[cue->verb] & BS_MARK_CLAIMED)
        return BS_OK;
    if (cue->is_passive) {
        uint32_t start = bs_cue_phrase_start(worker, of->sentence->token_start, cue->start);
        first = (bs_span){start, cue->start};
        place = BS_ATTRIBUTION_AFTER;
        rule = is(of, cue->verb, BS_CLASS_CUE_ACT) ? "quotation.passive" : NULL;
    } else if (!cue->is_fronted &&
               (find_before(of, cue, &first, &second) || find_parted(of, cue, &first, &second))) {
        rule = "quotation.behind";
        place = second.end > second.start ? BS_ATTRIBUTION_MIDDLE : BS_ATTRIBUTION_AFTER;
    } else {
        rule = content_behind(of, cue, &first);
    }
    if (!rule || is_off(of, rule))
        return BS_OK;
    bs_quotation made = {.kind = BS_QUOTATION_INDIRECT,
                         .attribution = (uint8_t)place,
                         .speaker = BS_NONE,
                         .cue = span_of(of, cue->verb, cue->verb + 1),
                         .rule = bs_str_from(rule)};
    bs_speaker_take(worker, cue->speaker_start, cue->speaker_end, &made.speaker,
                    &made.speaker_text);
    worker->marks[cue->verb] |= BS_MARK_CLAIMED;
    return add(of, first, second, &made);
}

/* ------------------------------------------------------------------------ according to, nouns */

/* `.., according to the institute, ..` at `token`. */
static bs_status add_according(const reading *of, uint32_t token)
{
    uint32_t start = of->sentence->token_start, limit = of->sentence->token_end;
    uint32_t speaker = token + 2;
    if (speaker >= limit || is_off(of, "quotation.according"))
        return BS_OK;
    uint32_t end = speaker;
    while (end < limit && end - speaker < SOURCE_TOKENS_MAX &&
           !is_any(of, end,
                   (const char *const[]){",", ";", ".", ":", "(", "who", "which", "and", NULL}) &&
           !bs_cue_is_mark(of->worker, end))
        end++;
    if (end == speaker)
        return BS_OK;
    bs_span content = {start, token};
    if (token <= start + 1) {
        content = (bs_span){end, limit};
        /* over an apposition of the speaker: "According to Simon, a friend, .." */
        if (end + 1 < limit && is(of, end + 1, BS_CLASS_DETERMINER) && is_word(of, end, ",")) {
            uint32_t comma = end + 1;
            while (comma < limit && !is_word(of, comma, ","))
                comma++;
            if (comma < limit && has_finite(of, comma, limit) && !has_finite(of, end + 1, comma))
                content.start = comma;
        }
    }
    bs_quotation made = {.kind = BS_QUOTATION_INDIRECT,
                         .attribution =
                             token <= start + 1 ? BS_ATTRIBUTION_BEFORE : BS_ATTRIBUTION_AFTER,
                         .speaker = BS_NONE,
                         .cue = span_of(of, token, token + 2),
                         .rule = BS_STR("quotation.according")};
    bs_speaker_take(of->worker, speaker, end, &made.speaker, &made.speaker_text);
    return add(of, content, (bs_span){0, 0}, &made);
}

/* `his promise to ..`, `the president's claim that ..`, `a warning from Simon that ..` */
static bs_status add_noun(const reading *of, uint32_t token)
{
    uint32_t least = of->sentence->token_start, limit = of->sentence->token_end;
    if (token <= least || token + 2 >= limit || is_off(of, "quotation.noun"))
        return BS_OK;
    static const char *const OWNERS[] = {"his", "her", "their", "its", NULL};
    static const char *const MARKS[] = {"'s", "\xE2\x80\x99s", "'", "\xE2\x80\x99", NULL};
    uint32_t at = token, start = 0, end = 0;
    while (at > least && token - at < 4 && !is_any(of, at - 1, OWNERS) &&
           !is_any(of, at - 1, MARKS) && is(of, at - 1, BS_CLASS_LOWER) &&
           !is(of, at - 1, BS_CLASS_FUNCTION))
        at--;
    if (at > least && is_any(of, at - 1, OWNERS)) {
        start = at - 1;
        end = at;
    } else if (at > least + 1 && is_any(of, at - 1, MARKS) && !is_quoted(of, at - 1)) {
        end = at - 1;
        start = bs_cue_phrase_start(of->worker, least, end);
    }
    uint32_t content = token + 1;
    if (start == end && content + 1 < limit &&
        is_any(of, content, (const char *const[]){"by", "from", NULL})) {
        start = content + 1;
        end = bs_cue_phrase_end(of->worker, start, limit);
        content = end;
    }
    if (start >= end || content + 1 >= limit)
        return BS_OK;
    static const char *const BRINGS[] = {"that", "to", "of", "about", "for", "on", "against", NULL};
    if (!is_any(of, content, BRINGS))
        return BS_OK;
    if (!is_word(of, content, "to"))
        content++;
    uint32_t stop = content;
    while (stop < limit && !is_any(of, stop, (const char *const[]){",", ";", ".", ":", NULL}))
        stop++;
    bs_quotation made = {.kind = BS_QUOTATION_INDIRECT,
                         .attribution = BS_ATTRIBUTION_BEFORE,
                         .speaker = BS_NONE,
                         .cue = span_of(of, token, token + 1),
                         .rule = BS_STR("quotation.noun")};
    if (is_any(of, start, OWNERS)) {
        bs_speaker_take(of->worker, start, end, &made.speaker, &made.speaker_text);
        if (made.speaker == BS_NONE && is_any(of, start, (const char *const[]){"his", "her", NULL}))
            made.speaker = bs_speaker_of_pronoun(of->worker, start);
    } else {
        bs_speaker_take(of->worker, start, end, &made.speaker, &made.speaker_text);
    }
    return add(of, (bs_span){content, stop}, (bs_span){0, 0}, &made);
}

/* `JANE DOE: We stand together.` in a transcript: a name, a colon, and what follows in the
 * paragraph. In a headline what follows is the gist. */
static bs_status add_label(const reading *of)
{
    bs_annotate_worker *worker = of->worker;
    uint32_t start = of->sentence->token_start, limit = of->sentence->token_end, colon = start;
    while (colon < limit && colon - start < LABEL_TOKENS_MAX && !is_word(of, colon, ":"))
        colon++;
    if (colon + 2 >= limit || colon == start || !is_word(of, colon, ":") ||
        bs_cue_is_mark(worker, colon + 1) || is_off(of, "quotation.label"))
        return BS_OK;
    for (uint32_t token = start; token < colon; token++) {
        uint32_t cover = worker->covers[token];
        bool is_name = cover && worker->layers->mentions.items[cover - 1].type == BS_ENTITY_PERSON;
        if (!is_name && !is(of, token, BS_CLASS_TITLE) && !is(of, token, BS_CLASS_HONORIFIC))
            return BS_OK;
    }
    uint32_t end = limit, count = (uint32_t)worker->layers->tokens.count;
    while (end < count && !bs_marks_begins_paragraph(worker, end))
        end++;
    const bs_segment *segment = bs_worker_segment(worker, of->sentence->start);
    bool is_gist = start == 0 || (segment && segment->type == BS_SEGMENT_HEADLINE);
    bs_quotation made = {.kind = is_gist ? BS_QUOTATION_INDIRECT : BS_QUOTATION_DIRECT,
                         .attribution = BS_ATTRIBUTION_BEFORE,
                         .speaker = BS_NONE,
                         .rule = BS_STR("quotation.label")};
    bs_speaker_take(worker, start, colon, &made.speaker, &made.speaker_text);
    return add(of, (bs_span){colon + 1, is_gist ? limit : end}, (bs_span){0, 0}, &made);
}

/* ------------------------------------------------------------------------ matches of rules */

/* What is quoted, in tokens: `content`, else what stands before the match, else behind it. */
static bs_span content_of(const reading *of, const bs_rule_match *match)
{
    const bs_rule_capture *content = bs_worker_capture(of->worker, match, "content");
    uint32_t start = of->sentence->token_start, end = of->sentence->token_end;
    if (content)
        return (bs_span){content->token_start, content->token_end};
    if (match->token_start > start + 1)
        return (bs_span){start, match->token_start};
    return (bs_span){match->token_end, end};
}

static bs_status add_match(const reading *of, const bs_rule_match *match)
{
    bs_annotate_worker *worker = of->worker;
    const bs_rule *rule = &worker->annotator->host->rules[match->rule];
    bs_quotation_kind kind;
    if (!bs_quotation_kind_from(rule->subject, &kind))
        return bs_fail(of->error, BS_BAD_DATA,
                       "%.*s: rule %.*s: %.*s is no kind of quotation (direct, partial, indirect)",
                       BS_STR_ARG(rule->file), BS_STR_ARG(rule->name), BS_STR_ARG(rule->subject));
    const bs_rule_capture *speaker = bs_worker_capture(worker, match, "speaker");
    const bs_rule_capture *cue = bs_worker_capture(worker, match, "cue");
    bs_span content = content_of(of, match);
    if (content.end <= content.start || (cue && worker->marks[cue->token_start] & BS_MARK_CLAIMED))
        return BS_OK;
    bs_quotation made = {.kind = (uint8_t)kind,
                         .attribution = match->token_start < content.start ? BS_ATTRIBUTION_BEFORE
                                                                           : BS_ATTRIBUTION_AFTER,
                         .speaker = BS_NONE,
                         .rule = rule->name};
    if (speaker && speaker->token_end > speaker->token_start)
        bs_speaker_take(worker, speaker->token_start, speaker->token_end, &made.speaker,
                        &made.speaker_text);
    if (cue && cue->token_end > cue->token_start) {
        made.cue = span_of(of, cue->token_start, cue->token_end);
        worker->marks[cue->token_start] |= BS_MARK_CLAIMED;
    }
    return add(of, content, (bs_span){0, 0}, &made);
}

bs_status bs_worker_indirect(bs_annotate_worker *worker, const bs_sentence *sentence,
                             const bs_class_set *present, bs_error *error)
{
    reading of = {worker, sentence, error};
    bs_status status = bs_worker_ask(worker, sentence, BS_LAYER_QUOTATION, present, error);
    for (size_t index = 0; status == BS_OK && index < worker->matches.count; index++)
        status = add_match(&of, &worker->matches.items[index]);
    for (size_t index = first_cue(worker, sentence->token_start);
         status == BS_OK && index < worker->cues.count; index++) {
        if (worker->cues.items[index].verb >= sentence->token_end)
            break;
        status = add_cue(&of, &worker->cues.items[index]);
    }
    if (status == BS_OK)
        status = add_label(&of);
    for (uint32_t token = sentence->token_start; status == BS_OK && token + 2 < sentence->token_end;
         token++) {
        if (is_quoted(&of, token))
            continue;
        if (is_word(&of, token, "according") && is_word(&of, token + 1, "to") &&
            !(worker->marks[token] & BS_MARK_CLAIMED))
            status = add_according(&of, token);
        else if (is(&of, token, BS_CLASS_CUE_NOUN))
            status = add_noun(&of, token);
    }
    return status;
}
