/*
 * cue.c - see cue.h. The subject of a verb is looked for by the shape of news prose, which puts it
 * right before or right behind the verb, perhaps with an apposition between commas or brackets.
 */
#include "annotate/cue.h"

#include "annotate/speaker.h"

enum {
    PHRASE_TOKENS_MAX = 18,
    APPOSITION_TOKENS_MAX = 34,
    ADVERBS_MAX = 7, /* between subject and verb: "has also repeatedly and publicly" */
};

bool bs_cue_is_word(const bs_annotate_worker *worker, uint32_t token, const char *word)
{
    return bs_str_is_nocase(bs_worker_text(worker, token), word);
}

bool bs_cue_is_any(const bs_annotate_worker *worker, uint32_t token, const char *const *words)
{
    bs_str text = bs_worker_text(worker, token);
    for (; *words; words++)
        if (bs_str_is_nocase(text, *words))
            return true;
    return false;
}

static bool is(const bs_annotate_worker *worker, uint32_t token, unsigned class)
{
    return bs_worker_is(worker, token, class);
}

bool bs_cue_is_mark(const bs_annotate_worker *worker, uint32_t token)
{
    static const char *const MARKS[] = {"\"",
                                        "''",
                                        "``",
                                        "\xE2\x80\x9C",
                                        "\xE2\x80\x9D",
                                        "\xE2\x80\x9E",
                                        "\xC2\xAB",
                                        "\xC2\xBB",
                                        "\xE2\x80\xB9",
                                        "\xE2\x80\xBA",
                                        "\xE2\x80\x98",
                                        "\xE2\x80\x99",
                                        "\xE2\x80\x9A",
                                        "'",
                                        NULL};
    bs_str form = bs_worker_text(worker, token);
    return form.size <= 3 && !is(worker, token, BS_CLASS_WORD) &&
           bs_cue_is_any(worker, token, MARKS);
}

bool bs_cue_is_break(const bs_annotate_worker *worker, uint32_t token)
{
    static const char *const JOINING[] = {"-", "'", "\xE2\x80\x99", "/", "&", "%", "$", NULL};
    return (is(worker, token, BS_CLASS_PUNCTUATION) || is(worker, token, BS_CLASS_SYMBOL)) &&
           !is(worker, token, BS_CLASS_WORD) && !bs_cue_is_any(worker, token, JOINING);
}

bool bs_cue_is_listed(const bs_annotate_worker *worker, uint32_t token)
{
    return is(worker, token, BS_CLASS_CUE) || is(worker, token, BS_CLASS_CUE_CLAUSE) ||
           is(worker, token, BS_CLASS_CUE_ACT) || is(worker, token, BS_CLASS_CUE_INTENT);
}

static bool ends_in(const bs_annotate_worker *worker, uint32_t token, const char *ending)
{
    return is(worker, token, BS_CLASS_LOWER) &&
           bs_str_ends(bs_worker_text(worker, token), bs_str_from(ending));
}

bool bs_cue_is_finite(const bs_annotate_worker *worker, uint32_t token)
{
    return is(worker, token, BS_CLASS_AUXILIARY) || is(worker, token, BS_CLASS_PAST_VERB) ||
           (bs_cue_is_listed(worker, token) && !is(worker, token, BS_CLASS_CUE_NOUN) &&
            !is(worker, token, BS_CLASS_NOUN_OR_VERB) && is(worker, token, BS_CLASS_LOWER) &&
            !ends_in(worker, token, "ing"));
}

static bool is_adverb(const bs_annotate_worker *worker, uint32_t token)
{
    static const char *const ADVERBS[] = {
        "also",      "then",    "later",      "now",        "once",    "often",  "already", "still",
        "just",      "even",    "only",       "further",    "both",    "all",    "never",   "not",
        "first",     "long",    "again",      "earlier",    "instead", "too",    "so",      "each",
        "himself",   "herself", "themselves", "itself",     "soon",    "always", "rather",  "today",
        "yesterday", "twice",   "thus",       "reportedly", "ever",    "back",   "well",    NULL};
    return ends_in(worker, token, "ly") || bs_cue_is_any(worker, token, ADVERBS);
}

static bool is_pronoun(const bs_annotate_worker *worker, uint32_t token)
{
    return is(worker, token, BS_CLASS_SUBJECT_PRONOUN);
}

static const bs_mention *mention_at(const bs_annotate_worker *worker, uint32_t token)
{
    uint32_t cover = worker->covers[token];
    return cover ? &worker->layers->mentions.items[cover - 1] : NULL;
}

/* A verb or a word that begins another clause: no part of a noun phrase. */
static bool ends_phrase(const bs_annotate_worker *worker, uint32_t token)
{
    if (worker->covers[token] != 0)
        return false;
    if (is(worker, token, BS_CLASS_AUXILIARY) || is(worker, token, BS_CLASS_CONJUNCTION) ||
        bs_cue_is_word(worker, token, "to"))
        return true;
    if (is(worker, token, BS_CLASS_CAPITAL))
        return false;
    return is(worker, token, BS_CLASS_PAST_VERB) && !ends_in(worker, token, "ed");
}

/* Whether "and" at `token` joins two nouns rather than two clauses. */
static bool joins_nouns(const bs_annotate_worker *worker, uint32_t token, uint32_t least)
{
    if (token <= least || token + 1 >= worker->layers->tokens.count)
        return false;
    bool are_capitals =
        is(worker, token - 1, BS_CLASS_CAPITAL) && is(worker, token + 1, BS_CLASS_CAPITAL);
    bool are_plurals = ends_in(worker, token - 1, "s") && is(worker, token + 1, BS_CLASS_LOWER) &&
                       !bs_cue_is_finite(worker, token + 1) && !bs_cue_is_finite(worker, token - 1);
    return are_capitals || are_plurals;
}

static bool is_lead(const bs_annotate_worker *worker, uint32_t token)
{
    static const char *const LEADS[] = {"meanwhile", "however",  "yesterday", "today",   "recently",
                                        "still",     "later",    "earlier",   "yet",     "now",
                                        "instead",   "moreover", "even",      "perhaps", "thus",
                                        "therefore", "not",      "maybe",     "only",    NULL};
    return is(worker, token, BS_CLASS_WEEKDAY) || bs_cue_is_any(worker, token, LEADS) ||
           ends_in(worker, token, "ly");
}

static bool opens_phrase(const bs_annotate_worker *worker, uint32_t token)
{
    return is(worker, token, BS_CLASS_DETERMINER) || is_pronoun(worker, token);
}

/* Cuts "In a speech on Monday" off the head of "In a speech on Monday the minister". */
static uint32_t cut_lead(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    while (start + 1 < end && is_lead(worker, start))
        start++;
    if (!is(worker, start, BS_CLASS_PREPOSITION))
        return start;
    const bs_mention *last = mention_at(worker, end - 1);
    if (last && last->token_start > start + 1) {
        uint32_t at = last->token_start;
        while (at > start + 1 &&
               (is(worker, at - 1, BS_CLASS_TITLE) || is(worker, at - 1, BS_CLASS_HONORIFIC)))
            at--;
        return at;
    }
    for (uint32_t at = end; at-- > start + 2;)
        if (opens_phrase(worker, at) && !is(worker, at - 1, BS_CLASS_PREPOSITION))
            return at;
    uint32_t at = end;
    while (at > start + 1 && is(worker, at - 1, BS_CLASS_CAPITAL))
        at--;
    return at < end ? at : start;
}

uint32_t bs_cue_phrase_start(const bs_annotate_worker *worker, uint32_t least, uint32_t end)
{
    uint32_t start = end;
    while (start > least && end - start < PHRASE_TOKENS_MAX) {
        uint32_t at = start - 1;
        if (bs_cue_is_mark(worker, at) && !bs_cue_is_word(worker, at, "'") &&
            !bs_cue_is_word(worker, at, "\xE2\x80\x99"))
            break;
        if (bs_cue_is_break(worker, at) || worker->marks[at] & BS_MARK_QUOTED)
            break;
        if (bs_cue_is_word(worker, at, "and") && start < end) {
            if (!joins_nouns(worker, at, least))
                break;
        } else if (ends_phrase(worker, at) && !bs_cue_is_word(worker, at, "'s")) {
            break;
        }
        start--;
        if (start + 1 == end && is_pronoun(worker, start))
            return start;
    }
    return start < end ? cut_lead(worker, start, end) : end;
}

uint32_t bs_cue_phrase_end(const bs_annotate_worker *worker, uint32_t start, uint32_t most)
{
    static const char *const BEHIND[] = {
        "in",   "on",    "during",    "as",    "via",       "by",    "through", "about",
        "last", "this",  "yesterday", "today", "earlier",   "later", "to",      "into",
        "when", "after", "before",    "while", "following", "amid",  "over",    NULL};
    uint32_t end = start;
    if (start < most && is_pronoun(worker, start))
        return start + 1;
    while (end < most && end - start < PHRASE_TOKENS_MAX) {
        if (bs_cue_is_mark(worker, end) || worker->marks[end] & BS_MARK_QUOTED)
            break;
        if (bs_cue_is_break(worker, end) && !(is(worker, end, BS_CLASS_WORD)))
            break;
        if (worker->covers[end] == 0 && end > start) {
            if (bs_cue_is_word(worker, end, "and")) {
                if (!joins_nouns(worker, end, start))
                    break;
            } else if (bs_cue_is_any(worker, end, BEHIND) || ends_phrase(worker, end) ||
                       is(worker, end, BS_CLASS_WEEKDAY)) {
                break;
            }
        }
        end++;
    }
    return end;
}

/* Whether the phrase may be somebody who speaks: it has a name, a pronoun or a determiner. */
static bool can_be_speaker(const bs_annotate_worker *worker, uint32_t start, uint32_t end)
{
    if (start >= end || (is(worker, start, BS_CLASS_PREPOSITION) && worker->covers[start] == 0))
        return false;
    static const char *const NOBODY[] = {"there", "here", "this", "that", "it", NULL};
    if (end == start + 1 && bs_cue_is_any(worker, start, NOBODY))
        return bs_cue_is_word(worker, start, "it");
    if (end == start + 1 &&
        (is(worker, start, BS_CLASS_WEEKDAY) || is(worker, start, BS_CLASS_MONTH)))
        return false;
    bool is_verbal = is(worker, start, BS_CLASS_LOWER) && worker->covers[start] == 0 &&
                     (ends_in(worker, start, "ing") || bs_cue_is_finite(worker, start));
    if (is_verbal)
        return false;
    bool has_word = false;
    for (uint32_t token = start; token < end; token++)
        has_word |= is(worker, token, BS_CLASS_WORD) && !is(worker, token, BS_CLASS_PREPOSITION) &&
                    !is_adverb(worker, token);
    return has_word;
}

static bool take(const bs_annotate_worker *worker, uint32_t start, uint32_t end, bs_cue *cue)
{
    if (!can_be_speaker(worker, start, end))
        return false;
    cue->speaker_start = start;
    cue->speaker_end = end;
    if (!cue->is_behind && start < cue->start)
        cue->start = start;
    return true;
}

/* The bracket that opens before the closing one at `close`, or `close`. */
static uint32_t bracket_before(const bs_annotate_worker *worker, uint32_t least, uint32_t close)
{
    for (uint32_t at = close; at > least && close - at < APPOSITION_TOKENS_MAX;)
        if (bs_cue_is_word(worker, --at, "("))
            return at;
    return close;
}

static bool is_dash(const bs_annotate_worker *worker, uint32_t token)
{
    static const char *const DASHES[] = {"--", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x95", "-",
                                         NULL};
    return bs_cue_is_any(worker, token, DASHES);
}

/* `Simon, director of the institute,` with its last comma (or dash) at `close`: the first comma
 * behind which an apposition can begin and before which a speaker stands. */
static bool take_over_apposition(const bs_annotate_worker *worker, uint32_t least, uint32_t close,
                                 bs_cue *cue)
{
    uint32_t first = close > least + APPOSITION_TOKENS_MAX ? close - APPOSITION_TOKENS_MAX : least;
    for (uint32_t at = close; at > first; at--) {
        if (worker->marks[at - 1] & BS_MARK_QUOTED || bs_cue_is_word(worker, at - 1, ";") ||
            (bs_cue_is_mark(worker, at - 1) && !bs_cue_is_word(worker, at - 1, "'") &&
             !bs_cue_is_word(worker, at - 1, "\xE2\x80\x99"))) {
            first = at;
            break;
        }
    }
    bool is_comma = bs_cue_is_word(worker, close, ",");
    for (uint32_t at = first + 1; at < close; at++) {
        if (is_comma ? !bs_cue_is_word(worker, at, ",") : !is_dash(worker, at))
            continue;
        uint32_t end = at;
        if (end > first && bs_cue_is_word(worker, end - 1, ")"))
            end = bracket_before(worker, first, end - 1);
        uint32_t start = bs_cue_phrase_start(worker, first, end);
        const bs_mention *mention = start < end ? mention_at(worker, end - 1) : NULL;
        bool is_named = mention && bs_speaker_can_speak(mention);
        bool is_capital = start < end && is(worker, end - 1, BS_CLASS_CAPITAL) &&
                          !is(worker, end - 1, BS_CLASS_WEEKDAY) &&
                          !is(worker, start, BS_CLASS_PREPOSITION);
        bool is_described =
            start < end && opens_phrase(worker, start) && !is(worker, start, BS_CLASS_PREPOSITION);
        /* "it is a new step, Simon, director of .., said": the first comma ends a clause */
        bool is_object = start > first && (is(worker, start - 1, BS_CLASS_AUXILIARY) ||
                                           bs_cue_is_finite(worker, start - 1));
        if (!is_object && (is_named || is_capital || is_described) && take(worker, start, end, cue))
            return true;
    }
    return false;
}

/* The subject of an earlier verb of the sentence: the first who can speak, else what it begins
 * with. */
static bool take_shared(const bs_annotate_worker *worker, const bs_sentence *sentence,
                        uint32_t before, bs_cue *cue)
{
    cue->is_shared = true;
    for (uint32_t token = before; token-- > sentence->token_start;) {
        if (worker->marks[token] & BS_MARK_QUOTED || bs_cue_is_break(worker, token))
            break;
        static const char *const CLEAR[] = {"he", "she", "they", "we", "i", "who", NULL};
        if (bs_cue_is_any(worker, token, CLEAR))
            return take(worker, token, token + 1, cue);
    }
    for (size_t index = worker->cues.count; index-- > 0;) {
        const bs_cue *other = &worker->cues.items[index];
        if (other->verb < sentence->token_start)
            break;
        if (other->verb < before && bs_worker_is(worker, other->verb, BS_CLASS_CUE))
            return take(worker, other->speaker_start, other->speaker_end, cue);
    }
    for (uint32_t token = sentence->token_start; token < before; token++) {
        if (worker->marks[token] & BS_MARK_QUOTED)
            continue;
        bool is_behind_preposition =
            token > sentence->token_start && is(worker, token - 1, BS_CLASS_PREPOSITION);
        const bs_mention *mention = mention_at(worker, token);
        if (mention && mention->token_start == token && bs_speaker_can_speak(mention) &&
            !is_behind_preposition)
            return take(worker,
                        bs_cue_phrase_start(worker, sentence->token_start, mention->token_end),
                        mention->token_end, cue);
        if (is_pronoun(worker, token) && !is_behind_preposition &&
            !bs_cue_is_any(worker, token,
                           (const char *const[]){"it", "others", "many", "some", "most", NULL}))
            return take(worker, token, token + 1, cue);
        if (bs_cue_is_finite(worker, token) && token > sentence->token_start &&
            is(worker, token, BS_CLASS_LOWER)) {
            uint32_t start = bs_cue_phrase_start(worker, sentence->token_start, token);
            if (start < token && take(worker, start, token, cue))
                return true;
        }
    }
    return false;
}

/* What stands between subject and verb. */
typedef struct verb_group {
    uint32_t start;
    bool has_be, has_to, goes_on, is_denied, is_possible; /* goes_on: "went on to" */
} verb_group;

static verb_group group_of(const bs_annotate_worker *worker, const bs_sentence *sentence,
                           uint32_t verb)
{
    static const char *const BE[] = {"is", "are",   "was",    "were",    "be",     "been", "being",
                                     "am", "isn't", "wasn't", "weren't", "aren't", NULL};
    static const char *const POSSIBLE[] = {
        "could", "may",      "might",          "should", "must", "can",
        "can't", "couldn't", "shouldn't",      "cannot", "will", "shall",
        "would", "'ll",      "\xE2\x80\x99ll", "won't",  NULL};
    static const char *const DENIED[] = {"not", "never",  "n't",    "neither",
                                         "nor", "cannot", "hardly", NULL};
    static const char *const GOING_ON[] = {"went",      "goes", "go",   "going", "on", "continues",
                                           "continued", "used", "came", "began", NULL};
    verb_group group = {.start = verb};
    while (group.start > sentence->token_start && verb - group.start < ADVERBS_MAX) {
        uint32_t at = group.start - 1;
        bs_str form = bs_worker_text(worker, at);
        if (worker->covers[at] != 0)
            break;
        bool is_clitic =
            (bs_str_equal(form, BS_STR("'s")) || bs_str_equal(form, BS_STR("\xE2\x80\x99s"))) &&
            at > sentence->token_start && is_pronoun(worker, at - 1);
        bool is_to = bs_cue_is_word(worker, at, "to");
        bool goes_on = group.has_to && bs_cue_is_any(worker, at, GOING_ON);
        if (!is_to && !goes_on && !is_clitic && !is_adverb(worker, at) &&
            !is(worker, at, BS_CLASS_AUXILIARY))
            break;
        group.has_to |= is_to;
        group.goes_on |= goes_on;
        group.has_be |= bs_cue_is_any(worker, at, BE);
        group.is_possible |= bs_cue_is_any(worker, at, POSSIBLE);
        group.is_denied |= bs_cue_is_any(worker, at, DENIED) || bs_str_ends(form, BS_STR("n't")) ||
                           bs_str_ends(form, BS_STR("n\xE2\x80\x99t"));
        group.start = at;
    }
    return group;
}

/* Whether a word that is noun and verb alike ("claims", "reports") is a verb behind what stands
 * before it. */
static bool is_verb_here(const bs_annotate_worker *worker, const bs_sentence *sentence,
                         uint32_t token, const verb_group *group)
{
    if (token == sentence->token_start)
        return false;
    uint32_t before = token - 1;
    bs_str form = bs_worker_text(worker, before);
    bool is_possessive =
        bs_str_equal(form, BS_STR("'s")) || bs_str_equal(form, BS_STR("\xE2\x80\x99s")) ||
        bs_str_equal(form, BS_STR("'")) || bs_str_equal(form, BS_STR("\xE2\x80\x99"));
    static const char *const NO_SUBJECT[] = {"the",   "a",    "an",   "his",   "her",   "its",
                                             "their", "my",   "our",  "your",  "no",    "any",
                                             "every", "more", "such", "these", "those", NULL};
    if (is_possessive || bs_cue_is_any(worker, before, NO_SUBJECT) ||
        (is(worker, before, BS_CLASS_PREPOSITION) && worker->covers[before] == 0 &&
         !bs_cue_is_word(worker, before, "to") && group->start == token))
        return false;
    if (is(worker, token, BS_CLASS_CAPITAL) && !is(worker, before, BS_CLASS_CAPITAL))
        return false;
    bool is_ambiguous =
        is(worker, token, BS_CLASS_CUE_NOUN) || is(worker, token, BS_CLASS_NOUN_OR_VERB);
    if (!is_ambiguous && worker->covers[token] == 0)
        return true;
    if (worker->covers[token] != 0)
        return false;
    if (is_pronoun(worker, before) || group->start < token)
        return true;
    const bs_mention *mention = mention_at(worker, before);
    if (mention && bs_speaker_can_speak(mention))
        return true;
    uint32_t behind = token + 1;
    if (behind + 1 >= sentence->token_end)
        return false;
    if (bs_cue_is_word(worker, behind, "to")) /* "Simon, the envoy, plans to .." */
        return is(worker, token, BS_CLASS_CUE_INTENT) && bs_cue_is_word(worker, before, ",");
    /* "criminal charges that might ..": a noun and what is said of it */
    if (bs_cue_is_word(worker, behind, "that"))
        return !bs_cue_is_finite(worker, behind + 1);
    return is(worker, behind, BS_CLASS_DETERMINER) || is_pronoun(worker, behind) ||
           bs_cue_is_any(worker, behind,
                         (const char *const[]){"how", "why", "what", "whether", NULL});
}

/* `said Simon, director of ..`, behind a comma or a quotation. */
static bool read_behind(const bs_annotate_worker *worker, const bs_sentence *sentence,
                        uint32_t verb, bs_cue *cue)
{
    uint32_t start = verb + 1, limit = sentence->token_end;
    if (start >= limit ||
        !(is(worker, start, BS_CLASS_WORD) || is(worker, start, BS_CLASS_NUMBER)) ||
        is_adverb(worker, start) ||
        (is(worker, start, BS_CLASS_PREPOSITION) && worker->covers[start] == 0) ||
        is(worker, start, BS_CLASS_WEEKDAY) || is(worker, start, BS_CLASS_AUXILIARY) ||
        bs_cue_is_any(worker, start,
                      (const char *const[]){"that", "last", "this", "when", "how", "what", "why",
                                            "if", "whether", "as", "and", "but", "him", "them",
                                            "me", "us", "reporters", "so", NULL}))
        return false;
    uint32_t end = bs_cue_phrase_end(worker, start, limit);
    cue->is_behind = true;
    if (!take(worker, start, end, cue)) {
        cue->is_behind = false;
        return false;
    }
    cue->start = verb;
    cue->end = end;
    return true;
}

/* "Citing a report, Simon left": the subject stands behind the comma. */
static bool read_fronted(const bs_annotate_worker *worker, const bs_sentence *sentence, bs_cue *cue)
{
    uint32_t comma = cue->verb + 1;
    bs_str form = bs_worker_text(worker, cue->verb);
    if (!bs_str_ends(form, BS_STR("ing")) || !is(worker, cue->verb, BS_CLASS_CAPITAL))
        return false;
    while (comma < sentence->token_end && !bs_cue_is_word(worker, comma, ","))
        comma++;
    if (comma + 1 >= sentence->token_end || comma - cue->verb > APPOSITION_TOKENS_MAX)
        return false;
    const bs_mention *mention = mention_at(worker, comma + 1);
    bool is_named = mention && bs_speaker_can_speak(mention);
    if (!is_named && !(is_pronoun(worker, comma + 1) && !bs_cue_is_word(worker, comma + 1, "it")))
        return false;
    cue->is_fronted = true;
    cue->is_behind = true;
    return take(worker, comma + 1, is_named ? mention->token_end : comma + 2, cue);
}

static bool is_after_quotation(const bs_annotate_worker *worker, uint32_t token)
{
    return token > 0 && (bs_cue_is_mark(worker, token - 1) ||
                         (token > 1 && bs_cue_is_word(worker, token - 1, ",") &&
                          bs_cue_is_mark(worker, token - 2)));
}

bool bs_cue_read(const bs_annotate_worker *worker, const bs_sentence *sentence, uint32_t token,
                 bs_cue *cue)
{
    *cue = (bs_cue){.start = token, .verb = token, .end = token + 1};
    uint32_t least = sentence->token_start;
    verb_group group = group_of(worker, sentence, token);
    if (group.is_denied || group.is_possible || (group.has_to && !group.goes_on))
        return false;
    bool is_participle = ends_in(worker, token, "ing");
    bool is_after_comma = token > least && bs_cue_is_word(worker, token - 1, ",");
    static const char *const HEARING[] = {"told", "tells", "tell", "reminded", "informed", NULL};
    bool may_be_behind = is(worker, token, BS_CLASS_CUE) && !is_participle &&
                         !bs_cue_is_any(worker, token, HEARING) &&
                         (is_after_quotation(worker, token) || is_after_comma);
    bs_cue behind = *cue;
    bool is_behind = may_be_behind && read_behind(worker, sentence, token, &behind);
    bool is_sure =
        is_after_quotation(worker, token) ||
        (is_behind && (behind.end >= sentence->token_end || bs_cue_is_break(worker, behind.end)));
    if (is_behind && !is_sure && take_over_apposition(worker, least, token - 1, cue))
        return true;
    if (is_behind) {
        *cue = behind;
        return true;
    }
    if (token == least)
        return read_fronted(worker, sentence, cue);
    if (!is_verb_here(worker, sentence, token, &group))
        return false;
    cue->start = group.start;
    bool has_by = token + 1 < sentence->token_end && bs_cue_is_word(worker, token + 1, "by");
    if (group.has_be && has_by && !is_participle) {
        cue->end = bs_cue_phrase_end(worker, token + 2, sentence->token_end);
        cue->is_passive = true;
        return take(worker, token + 2, cue->end, cue);
    }
    if (!is_participle && (group.has_be || has_by))
        return false; /* "was told": who said it is not its subject */
    uint32_t at = group.start;
    if (at == least)
        return false;
    if (is_participle && !group.has_be && group.start == token) {
        uint32_t before = at - 1;
        const bs_mention *mention = mention_at(worker, before);
        if (mention && bs_speaker_can_speak(mention))
            return take(worker, mention->token_start, mention->token_end, cue);
        if (bs_cue_is_break(worker, before) || bs_cue_is_word(worker, before, "and") ||
            is(worker, before, BS_CLASS_PREPOSITION) || bs_cue_is_mark(worker, before))
            return take_shared(worker, sentence, before, cue);
        return false;
    }
    uint32_t before = at - 1;
    if (bs_cue_is_word(worker, before, ")"))
        before = bracket_before(worker, least, before);
    if (before > least && before == at - 1 && bs_cue_is_mark(worker, before))
        return false;
    if (before < at - 1)
        return take(worker, bs_cue_phrase_start(worker, least, before), before, cue);
    if (bs_cue_is_word(worker, before, ",") || is_dash(worker, before))
        return take_over_apposition(worker, least, before, cue);
    static const char *const JOINED[] = {"and", "but", "or", "then", "yet", NULL};
    if (bs_cue_is_any(worker, before, JOINED))
        return before > least && take_shared(worker, sentence, before, cue);
    static const char *const RELATIVE[] = {"who", "which", "that", NULL};
    if (bs_cue_is_any(worker, before, RELATIVE) && before > least) {
        uint32_t end = before;
        if (bs_cue_is_word(worker, end - 1, ","))
            end--;
        if (end > least && bs_cue_is_word(worker, end - 1, ")"))
            end = bracket_before(worker, least, end - 1);
        uint32_t start = bs_cue_phrase_start(worker, least, end);
        return take(worker, start, end, cue);
    }
    uint32_t start = bs_cue_phrase_start(worker, least, at);
    static const char *const SUPPOSING[] = {"if", "unless", "whether", "what", "to", NULL};
    if (start > least && bs_cue_is_any(worker, start - 1, SUPPOSING))
        return false;
    return start < at && take(worker, start, at, cue);
}
