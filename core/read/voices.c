/* voices.c - see voices.h. */
#include "read/voices.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/str.h"
#include "read/marks.h"

enum {
    SHARE_WORDS_MAX = 14,
    WIDGET_BYTES_MAX = 200,
    HEADING_BYTES_MAX = 160,
    HEAD_BYTES_MAX = 120,
};

static bool is_one_of(bs_str word, const char *const *words)
{
    for (; *words; words++)
        if (bs_str_is_nocase(word, *words))
            return true;
    return false;
}

static bool begins_with(bs_str text, const char *begin)
{
    size_t size = strlen(begin);
    return text.size >= size && bs_str_is_nocase(bs_str_slice(text, 0, size), begin);
}

static bool begins_with_one_of(bs_str text, const char *const *begins)
{
    for (; *begins; begins++)
        if (begins_with(text, *begins))
            return true;
    return false;
}

/* The next word, without the marks around it; absent at the end. */
static bs_str next_word(bs_str *rest)
{
    static const char marks[] = " \t,.:;()[]|!+*-\"'";
    size_t start = 0, end;
    while (start < rest->size && strchr(marks, rest->data[start]) && rest->data[start])
        start++;
    for (end = start; end < rest->size && !(strchr(marks, rest->data[end]) && rest->data[end]);)
        end++;
    bs_str word = bs_str_slice(*rest, start, end);
    *rest = bs_str_slice(*rest, end, rest->size);
    return word;
}

/* --- Widgets ---------------------------------------------------------------------------------- */

bool bs_voice_is_share_line(bs_str line)
{
    static const char *const places[] = {
        "facebook",  "twitter",     "whatsapp",  "linkedin",  "reddit",  "pinterest",
        "tumblr",    "pocket",      "telegram",  "bluesky",   "threads", "mastodon",
        "messenger", "instagram",   "flipboard", "weibo",     "wechat",  "vk",
        "xing",      "line",        "skype",     "youtube",   "tiktok",  "nextdoor",
        "tweet",     "stumbleupon", "digg",      "delicious", NULL};
    static const char *const acts[] = {"share",    "print",     "email",     "mail",
                                       "e",        "copy",      "link",      "save",
                                       "pin",      "follow",    "like",      "teilen",
                                       "partager", "compartir", "condividi", "compartilhar",
                                       "delen",    "dela",      "drucken",   "imprimer",
                                       "imprimir", "x",         NULL};
    static const char *const fillers[] = {
        "on",        "to",      "this",  "via",    "with",   "a",    "friend", "click",
        "opens",     "in",      "new",   "window", "more",   "us",   "and",    "or",
        "the",       "article", "story", "post",   "page",   "it",   "by",     "your",
        "loading",   "auf",     "per",   "sur",    "en",     "su",   "em",     "op",
        "p\xc3\xa5", "ce",      "cet",   "esto",   "questo", "isto", NULL};
    size_t words = 0, found = 0, placed = 0;
    if (line.size > WIDGET_BYTES_MAX)
        return false;
    for (bs_str rest = line, word; (word = next_word(&rest)).size > 0; words++) {
        bool is_place = is_one_of(word, places), is_act = is_one_of(word, acts);
        if (words >= SHARE_WORDS_MAX || !(is_place || is_act || is_one_of(word, fillers)))
            return false;
        placed += is_place;
        found += is_act;
    }
    /* "Line" and "Print" alone may be a heading of something else. */
    bool is_alone = placed == 1 && words == 1 && line.size > 4;
    /* "(TELEGRAM)" heads a telegram. */
    return placed + found >= 2 || (is_alone && bs_ascii_is_alpha((unsigned char)line.data[0]) &&
                                   line.data[1] >= 'a' && line.data[1] <= 'z');
}

bool bs_voice_is_widget_line(bs_str line)
{
    static const char *const wholes[] = {"Advertisement",
                                         "Advertisements",
                                         "Sponsored",
                                         "Related",
                                         "Like Loading...",
                                         "Loading...",
                                         "Reply",
                                         "Report this ad",
                                         "Like this:",
                                         "Like this",
                                         "Skip to content",
                                         "Continue reading",
                                         "Print",
                                         "Anzeige",
                                         "Werbung",
                                         "Publicit\xc3\xa9",
                                         "Publicidad",
                                         "Pubblicit\xc3\xa0",
                                         "Advertentie",
                                         "Annons",
                                         "Back to top",
                                         "Leave a comment",
                                         "Leave a Reply",
                                         "Post a comment",
                                         "Log in to Reply",
                                         "Log in to comment",
                                         "Share",
                                         "Tweet",
                                         NULL};
    static const char *const begins[] = {"Tags:",
                                         "Tagged:",
                                         "Tagged with",
                                         "Filed under",
                                         "Filed Under",
                                         "Posted in ",
                                         "Categories:",
                                         "Category:",
                                         "Sign up for ",
                                         "Sign up to ",
                                         "Subscribe to ",
                                         "Subscribe now",
                                         "Subscribe for ",
                                         "Follow us on ",
                                         "Follow me on ",
                                         "Like us on ",
                                         "Find us on ",
                                         "Join us on ",
                                         "Read more:",
                                         "Read also:",
                                         "Also read:",
                                         "See also:",
                                         "Read next:",
                                         "Related:",
                                         "READ MORE",
                                         "Your email address will not be",
                                         "Required fields are marked",
                                         "Notify me of ",
                                         "Save my name, email",
                                         "Click to share ",
                                         "Click to print",
                                         "Click to email ",
                                         "Download our ",
                                         "Previous post",
                                         "Next post",
                                         "Comments are closed",
                                         "Be the first to comment",
                                         "Schlagw\xc3\xb6rter:",
                                         "Lesen Sie auch",
                                         "Lire aussi",
                                         "Leer tambi\xc3\xa9n",
                                         "Leggi anche",
                                         "Leia tamb\xc3\xa9m",
                                         "Lees ook",
                                         "Mots-cl\xc3\xa9s",
                                         "Etiquetas:",
                                         NULL};
    if (line.size == 0 || line.size > WIDGET_BYTES_MAX)
        return false;
    return is_one_of(line, wholes) || begins_with_one_of(line, begins) ||
           bs_voice_is_share_line(line);
}

bool bs_voice_is_list_heading(bs_str line)
{
    static const char *const begins[] = {"Related articles",
                                         "Related stories",
                                         "Related posts",
                                         "Related news",
                                         "Related content",
                                         "More from ",
                                         "More stories",
                                         "Most read",
                                         "Most popular",
                                         "Recommended",
                                         "You may also like",
                                         "You might also like",
                                         "Recent posts",
                                         "Latest news",
                                         "Trending",
                                         "Popular posts",
                                         "Mehr zum Thema",
                                         "Sur le m\xc3\xaame sujet",
                                         "Noticias relacionadas",
                                         NULL};
    return line.size <= 60 && line.size > 0 && line.data[line.size - 1] != '.' &&
           begins_with_one_of(line, begins);
}

/* --- Comments --------------------------------------------------------------------------------- */

bool bs_voice_is_comment_heading(bs_str line)
{
    static const char *const numbers[] = {"one",   "two",   "three", "four", "five", "six",
                                          "seven", "eight", "nine",  "ten",  "no",   NULL};
    static const char *const counted[] = {
        "comment",     "comments",     "response",   "responses",   "reply",
        "replies",     "thought",      "thoughts",   "kommentar",   "kommentare",
        "commentaire", "commentaires", "comentario", "comentarios", "commento",
        "commenti",    "reactie",      "reacties",   NULL};
    if (line.size > HEADING_BYTES_MAX || line.size == 0 || strchr(".?!", line.data[line.size - 1]))
        return bs_mark_is_comment_heading(line);
    bs_str rest = line, first = next_word(&rest);
    size_t digits = 0;
    while (digits < first.size && bs_ascii_is_digit((unsigned char)first.data[digits]))
        digits++;
    bool is_number = (digits > 0 && digits == first.size) || is_one_of(first, numbers);
    bs_str second = next_word(&rest);
    if (is_number && is_one_of(second, counted)) {
        bs_str third = next_word(&rest);
        return third.size == 0 || is_one_of(third, (const char *const[]){"to", "on", "so", NULL});
    }
    /* "Comments (3)" */
    bool is_counted = second.size > 0;
    for (size_t i = 0; i < second.size; i++)
        is_counted = is_counted && bs_ascii_is_digit((unsigned char)second.data[i]);
    return (is_one_of(first, counted) && is_counted && next_word(&rest).size == 0) ||
           bs_mark_is_comment_heading(line);
}

/* "3:14" somewhere in a line. */
static bool has_time(bs_str line)
{
    for (size_t i = 1; i + 2 < line.size; i++)
        if (line.data[i] == ':' && bs_ascii_is_digit((unsigned char)line.data[i - 1]) &&
            bs_ascii_is_digit((unsigned char)line.data[i + 1]) &&
            bs_ascii_is_digit((unsigned char)line.data[i + 2]))
            return true;
    return false;
}

/* A line with nothing but a day and a time of day. */
static bool is_moment(bs_str line)
{
    static const char *const words[] = {
        "january",   "february", "march",     "april",    "may",    "june",     "july",   "august",
        "september", "october",  "november",  "december", "jan",    "feb",      "mar",    "apr",
        "jun",       "jul",      "aug",       "sep",      "sept",   "oct",      "nov",    "dec",
        "at",        "am",       "pm",        "a",        "m",      "p",        "um",     "uhr",
        "monday",    "tuesday",  "wednesday", "thursday", "friday", "saturday", "sunday", NULL};
    if (!has_time(line) || line.size > 60)
        return false;
    for (bs_str rest = line, word; (word = next_word(&rest)).size > 0;)
        if (!bs_ascii_is_digit((unsigned char)word.data[0]) && !is_one_of(word, words))
            return false;
    return true;
}

bool bs_voice_is_comment_head(bs_str line, bs_date *date, bool *has_date, bool *is_sure)
{
    static const char *const verbs[] = {
        " says:",    " said:", " wrote:", " writes:", " commented:", " says", " replied:",
        " schrieb:", " sagt:", " dit :",  " a dit:",  " dice:",      NULL};
    *has_date = *is_sure = false;
    if (line.size == 0 || line.size > HEAD_BYTES_MAX)
        return false;
    if (is_moment(line)) {
        *has_date = bs_voice_last_date(line, date);
        return *has_date;
    }
    for (const char *const *verb = verbs; *verb; verb++) {
        if (!bs_str_ends(line, bs_str_from(*verb)))
            continue;
        bs_str name = bs_str_slice(line, 0, line.size - strlen(*verb));
        size_t on = bs_str_find(name, BS_STR(" on "), 0);
        *has_date = bs_voice_last_date(name, date);
        *is_sure = *has_date && has_time(name);
        if (on != SIZE_MAX && *has_date)
            name = bs_str_slice(name, 0, on);
        return *is_sure || (name.size <= 40 && bs_mark_is_names(name));
    }
    return false;
}

/* "3 hours ago", "vor 2 Tagen", "il y a 3 heures", "5h". */
static bool is_ago(bs_str line)
{
    static const char *const words[] = {"ago",
                                        "an",
                                        "a",
                                        "hour",
                                        "hours",
                                        "hr",
                                        "hrs",
                                        "minute",
                                        "minutes",
                                        "min",
                                        "mins",
                                        "second",
                                        "seconds",
                                        "day",
                                        "days",
                                        "week",
                                        "weeks",
                                        "month",
                                        "months",
                                        "year",
                                        "years",
                                        "edited",
                                        "vor",
                                        "stunde",
                                        "stunden",
                                        "minuten",
                                        "tag",
                                        "tagen",
                                        "tage",
                                        "woche",
                                        "wochen",
                                        "jahr",
                                        "jahren",
                                        "monat",
                                        "monaten",
                                        "il",
                                        "y",
                                        "heure",
                                        "heures",
                                        "jour",
                                        "jours",
                                        "semaine",
                                        "semaines",
                                        "mois",
                                        "an",
                                        "ans",
                                        "hace",
                                        "hora",
                                        "horas",
                                        "minutos",
                                        "d\xc3\xad"
                                        "a",
                                        "d\xc3\xad"
                                        "as",
                                        "semana",
                                        "semanas",
                                        "fa",
                                        "ore",
                                        "giorni",
                                        "settimane",
                                        "geleden",
                                        "uur",
                                        "dagen",
                                        "just",
                                        "now",
                                        NULL};
    size_t count = 0;
    static const char *const past[] = {"ago", "now", "vor", "il", "hace", "fa", "geleden", NULL};
    bool has_number = false, has_unit = false, is_past = false;
    for (bs_str rest = line, word; (word = next_word(&rest)).size > 0; count++) {
        size_t digits = 0;
        while (digits < word.size && bs_ascii_is_digit((unsigned char)word.data[digits]))
            digits++;
        bs_str unit = bs_str_slice(word, digits, word.size);
        bool is_short = digits > 0 && unit.size == 1 && strchr("hmdwy", unit.data[0]);
        if (digits > 2 || (digits > 0 ? unit.size > 0 && !is_short : !is_one_of(word, words)) ||
            (digits > 0 && has_number))
            return false;
        has_number |= digits > 0 || is_one_of(word, (const char *const[]){"an", "a", "now", NULL});
        has_unit |= is_short || (digits == 0 && word.size > 2); /* "ago", "heures" */
        is_past |= is_short || is_one_of(word, past);
    }
    return has_number && has_unit && is_past && count >= 2 && count <= 6;
}

static bool is_time_of_comment(bs_str line, bs_date *date, bool *has_date)
{
    *has_date = is_moment(line) && bs_voice_last_date(line, date);
    return *has_date || is_ago(line);
}

/* A name, or the one word that readers go by; not what papers put before the time of a page. */
static bool is_signer(bs_str text)
{
    enum { BYTES_MAX = 40 };
    static const char *const labels[] = {"published",
                                         "posted",
                                         "updated",
                                         "update",
                                         "modified",
                                         "last",
                                         "first",
                                         "created",
                                         "revised",
                                         "added",
                                         "date",
                                         "time",
                                         "stand",
                                         "erstellt",
                                         "uhr",
                                         "ver\xc3\xb6"
                                         "ffentlicht",
                                         "aktualisiert",
                                         "publi\xc3\xa9",
                                         "modifi\xc3\xa9",
                                         "publicado",
                                         "actualizado",
                                         "pubblicato",
                                         "aggiornato",
                                         "gepubliceerd",
                                         "publicerad",
                                         "from",
                                         "by",
                                         "on",
                                         "at",
                                         "the",
                                         NULL};
    if (text.size < 2 || text.size > BYTES_MAX)
        return false;
    for (bs_str rest = text, word; (word = next_word(&rest)).size > 0;)
        if (is_one_of(word, labels))
            return false;
    bool has_letter = false;
    for (size_t i = 0; i < text.size && !has_letter; i++)
        has_letter =
            bs_ascii_is_alpha((unsigned char)text.data[i]) || (unsigned char)text.data[i] >= 0x80;
    if (!has_letter)
        return false;
    if (strchr(".?!:;", text.data[text.size - 1]))
        return text.size > 2 && text.data[text.size - 1] == '.' &&
               text.data[text.size - 3] == ' ' && bs_mark_is_names(text); /* Tom W. */
    return !memchr(text.data, ' ', text.size) || bs_mark_is_names(text);
}

bool bs_voice_is_signed(bs_str first, bs_str second, bs_str *signer, bool *is_two, bs_date *date,
                        bool *has_date)
{
    static const char *const marks[] = {
        ",", "|", "\xc2\xb7", "\xe2\x80\xa2", "-", "\xe2\x80\x93", "\xe2\x80\x94", "("};
    *is_two = is_signer(first) && second.size > 0 && is_time_of_comment(second, date, has_date);
    *signer = first;
    if (*is_two || first.size > HEAD_BYTES_MAX || is_moment(first))
        return *is_two;
    for (size_t at = 1; at + 1 < first.size; at++) {
        if (first.data[at] != ' ' ||
            !is_time_of_comment(bs_str_slice(first, at + 1, first.size), date, has_date))
            continue;
        *signer = bs_str_trim(bs_str_slice(first, 0, at));
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (bs_str_ends(*signer, bs_str_from(marks[i])))
                *signer = bs_str_trim(bs_str_slice(*signer, 0, signer->size - strlen(marks[i])));
        bool is_place = first.data[at - 1] == ',' && !memchr(signer->data, ' ', signer->size);
        if (bs_str_ends(*signer, BS_STR(" on")))
            signer->size -= 3;
        return !is_place && is_signer(*signer);
    }
    return false;
}

bool bs_voice_last_date(bs_str text, bs_date *date)
{
    bool is_found = false;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool begins = (i == 0 || !(bs_ascii_is_alpha((unsigned char)text.data[i - 1]) ||
                                   bs_ascii_is_digit((unsigned char)text.data[i - 1]))) &&
                      (bs_ascii_is_digit(c) || (c >= 'A' && c <= 'Z'));
        bs_str rest = bs_str_slice(text, i, text.size < i + 40 ? text.size : i + 40);
        bs_date here;
        if (begins && bs_date_written(rest, &here) && here.day > 0) {
            *date = here;
            is_found = true;
        }
    }
    return is_found;
}

/* --- Glue ---------------------------------------------------------------------------------------
 */

/* Words that begin sentences and stand inside of no name. Short ones are also the ends of names
 * (LinkedIn), so they count only behind a word in small letters. */
static const char *const openers[] = {
    "The",       "This",    "That",  "These", "Those", "But",     "And",       "Yet",
    "She",       "They",    "You",   "Our",   "His",   "Her",     "Their",     "However",
    "Meanwhile", "Still",   "While", "When",  "After", "Before",  "From",      "With",
    "There",     "Here",    "What",  "Who",   "Why",   "How",     "Then",      "Also",
    "Although",  "Because", "Since", "Such",  "Under", "During",  "Despite",   "According",
    "Among",     "Both",    "Each",  "Every", "Last",  "Earlier", "Later",     "Although",
    "Though",    "Another", "Many",  "Most",  "Some",  "Several", "Officials", "Der",
    "Die",       "Das",     "Ein",   "Eine",  "Und",   "Aber",    "Les",       "Une",
    "Mais",      "Los",     "Las",   "Pero",  NULL};
static const char *const short_openers[] = {
    "In",  "On",  "At",  "As",  "It", "He", "We", "If", "To", "By", "An", "So",  "No",
    "For", "Now", "Not", "One", "Le", "La", "El", "Im", "Am", "Es", "Er", "Sie", NULL};

static bool is_word_byte(unsigned char c)
{
    return bs_ascii_is_alpha(c) || bs_ascii_is_digit(c) || c >= 0x80;
}

static bool is_lower(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Addresses, hash tags and names of files are glued on purpose. */
static bool is_technical(bs_str run)
{
    for (size_t i = 0; i < run.size; i++)
        if (strchr("/@#_=\\<>", run.data[i]) && run.data[i])
            return true;
    return begins_with(run, "www.") || bs_str_find(run, BS_STR(".com"), 0) != SIZE_MAX;
}

void bs_voice_words_clear(bs_voice_words *words)
{
    bs_array_free(words);
}

static int compare_hashes(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void make_words(bs_voice_words *words)
{
    bs_str text = words->text;
    words->is_made = true;
    for (size_t at = 0, end; at < text.size; at = end + 1) {
        for (end = at; end < text.size && is_word_byte((unsigned char)text.data[end]);)
            end++;
        uint64_t *hash = end > at ? bs_array_push(words) : NULL;
        if (hash)
            *hash = bs_hash(bs_str_slice(text, at, end));
    }
    if (words->count > 0)
        qsort(words->items, words->count, sizeof *words->items, compare_hashes);
}

/* How often the document has a word, up to two. */
static size_t count_word(bs_voice_words *words, bs_str word)
{
    if (!words->is_made)
        make_words(words);
    uint64_t hash = bs_hash(word);
    size_t low = 0, high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words->items[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    size_t count = 0;
    while (count < 2 && low + count < words->count && words->items[low + count] == hash)
        count++;
    return count;
}

/* Exactly one of the words, in this case. */
static bool is_exactly(bs_str word, const char *const *words)
{
    for (; *words; words++)
        if (bs_str_equal(word, bs_str_from(*words)))
            return true;
    return false;
}

/* Behind these a hyphen is lost, if anything: "antiFascist". */
static const char *const prefixes[] = {
    "non", "anti", "pan",   "inter", "super", "pro",   "pre",   "post",    "trans", "sub",
    "neo", "semi", "multi", "mini",  "ultra", "intra", "extra", "counter", NULL};

/* Names that would be taken for glue where they stand but once. */
static const char *const camels[] = {"wikiHow", "WikiHow", "AddThis", "ShareThis", NULL};

/* Whether two words are glued at `at`, where a capital stands behind what is no blank. `start` is
 * where the run of letters and marks begins. */
static bool is_glued(bs_voice_words *document, bs_str text, size_t start, size_t at)
{
    size_t left = at, end = at;
    bool is_sentence_end = strchr(".!?", text.data[at - 1]) != NULL;
    while (left > start && !is_word_byte((unsigned char)text.data[left - 1]))
        left--;
    size_t word = left;
    while (word > start && is_word_byte((unsigned char)text.data[word - 1]))
        word--;
    while (end < text.size && is_word_byte((unsigned char)text.data[end]))
        end++;
    bs_str before = bs_str_slice(text, word, left), behind = bs_str_slice(text, at, end);
    bool is_apart = end < text.size && strchr(" ,\n", text.data[end]) != NULL;
    if (before.size < 3 || !is_lower((unsigned char)before.data[before.size - 1]) || !is_apart)
        return false;
    for (size_t i = 1; i < before.size; i++)
        if (is_upper((unsigned char)before.data[i]))
            return false; /* HeForShe: a name made of words */
    if (left < at) /* a mark between them: the end of a sentence, and small letters before it */
        return is_sentence_end && at - left == 1 && is_lower((unsigned char)before.data[0]) &&
               behind.size > 1 && is_lower((unsigned char)behind.data[1]);
    bs_str whole = bs_str_slice(text, word, end);
    bool is_small = is_lower((unsigned char)before.data[0]);
    bool may_be = is_exactly(behind, openers) || (is_small && is_exactly(behind, short_openers));
    /* Any other word is one when the document has both parts elsewhere, each on its own. */
    if (!may_be && is_small && behind.size >= 3 && !is_exactly(before, prefixes))
        may_be = count_word(document, before) > 0 && count_word(document, behind) > 0;
    return may_be && !is_exactly(whole, camels) && count_word(document, whole) < 2;
}

size_t bs_voice_glue(bs_voice_words *document, bs_str text, size_t from, size_t *start, size_t *end)
{
    for (size_t i = from > 0 ? from : 1; (i = bs_mark_glue(text, i)) + 1 < text.size; i++) {
        unsigned char before = (unsigned char)text.data[i - 1];
        if (!is_upper((unsigned char)text.data[i]) ||
            !(is_lower(before) || strchr(".!?", before)) || before == '\0')
            continue;
        size_t run = i, behind = i;
        while (run > 0 && !bs_ascii_is_space((unsigned char)text.data[run - 1]))
            run--;
        while (behind < text.size && !bs_ascii_is_space((unsigned char)text.data[behind]))
            behind++;
        if (is_technical(bs_str_slice(text, run, behind)) || !is_glued(document, text, run, i))
            continue;
        *start = run;
        for (*end = i; *end < text.size && is_word_byte((unsigned char)text.data[*end]);)
            ++*end;
        return i;
    }
    return SIZE_MAX;
}
