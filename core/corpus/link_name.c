/* link_name.c - see link_name.h. Spellings of one sound are compared by their consonants, then by
 * their vowels, of which neighbours may stand for each other. */
#include "corpus/link_name.h"

#include "annotate/normalise.h"
#include "base/error.h"
#include "base/hash.h"
#include "text/fold.h"

enum { SOUND_MAX = 24 };

/* Consonants and vowels of a word, each vowel a letter of its own. */
typedef struct sound {
    char consonants[SOUND_MAX], vowels[SOUND_MAX];
    size_t consonant_count, vowel_count;
} sound;

static bool is_one_of(bs_str word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bs_str_equal(word, bs_str_from(list[i])))
            return true;
    return false;
}

#define IS_ONE_OF(word, list) is_one_of(word, list, sizeof(list) / sizeof *(list))

/* ---- reading ---- */

static const char *const SUFFIXES[] = {"jr", "sr", "ii", "iii", "iv"};
static const char *const PARTICLES[] = {"bin", "ibn",   "bint", "ben", "abu", "abd", "de", "da",
                                        "do",  "dos",   "das",  "di",  "du",  "del", "la", "las",
                                        "los", "della", "der",  "den", "van", "von", "zu", "le",
                                        "ter", "ten",   "af",   "av",  "st",  "san", "mac"};
static const char *const ARTICLES[] = {"al", "el", "as", "ash", "ad", "an", "ar", "at", "az"};

/* "al-Assad" and "Al Assad" are Assad: what is left of a piece without the article. */
static bs_str without_article(bs_str piece)
{
    bs_str rest = piece, head;
    if (bs_str_cut(&rest, '-', &head) && rest.size > 2 && IS_ONE_OF(head, ARTICLES))
        return rest;
    return piece;
}

/* The letters of a piece, added to a word that may have begun. */
static void add_letters(bs_buffer *word, bs_str piece)
{
    for (size_t at = 0; at < piece.size; at++) {
        unsigned char c = (unsigned char)piece.data[at];
        if (bs_ascii_is_alpha(c) || c >= 0x80)
            bs_buffer_add_char(word, (char)c);
    }
}

static bs_status end_word(bs_buffer *word, bs_arena *arena, bs_link_name *name, bs_error *error)
{
    bs_str text = bs_buffer_str(word);
    if (text.size == 0)
        return BS_OK;
    if (name->count == BS_LINK_WORDS_MAX) {
        name->count = 0;
        return bs_fail(error, BS_LIMIT, "a name of too many words");
    }
    text = bs_arena_copy(arena, text);
    word->size = 0;
    if (!text.data)
        return bs_fail_memory(error);
    if (name->count > 1 && IS_ONE_OF(text, SUFFIXES))
        name->suffix = text;
    else
        name->words[name->count++] = text;
    return BS_OK;
}

static bs_status read_words(bs_str key, bs_buffer *word, bs_arena *arena, bs_link_name *name,
                            bs_error *error)
{
    bs_str piece, part;
    bs_status status = BS_OK;
    while (status == BS_OK && bs_str_cut(&key, ' ', &piece)) {
        bool is_inside = name->count > 0 && key.size > 0;
        piece = without_article(piece);
        if (is_inside && (IS_ONE_OF(piece, ARTICLES)))
            continue;
        while (status == BS_OK && bs_str_cut(&piece, '.', &part)) { /* "J.R." is two words */
            add_letters(word, part);
            bool is_glued = is_inside && IS_ONE_OF(part, PARTICLES);
            status = is_glued ? BS_OK : end_word(word, arena, name, error);
        }
    }
    return status == BS_OK ? end_word(word, arena, name, error) : status;
}

static bs_status join_words(bs_arena *arena, bs_link_name *name, bs_error *error)
{
    size_t size = 0;
    for (size_t i = 0; i < name->count; i++)
        size += name->words[i].size;
    char *letters = bs_arena_alloc(arena, size + 1);
    if (!letters)
        return bs_fail_memory(error);
    name->letters = (bs_str){letters, size};
    for (size_t i = 0; i < name->count; i++) {
        memcpy(letters, name->words[i].data, name->words[i].size);
        letters += name->words[i].size;
    }
    return BS_OK;
}

bs_status bs_link_name_read(bs_str text, bs_arena *arena, bs_link_name *name, bs_error *error)
{
    bs_buffer fold = {0}, scratch = {0}, word = {0};
    bs_str key;
    *name = (bs_link_name){.count = 0};
    bs_status status = bs_fold(text, &fold, error);
    if (status == BS_OK)
        status = bs_word_key(bs_buffer_str(&fold), &scratch, &key, error);
    if (status == BS_OK) {
        status = read_words(key, &word, arena, name, error);
        if (status == BS_LIMIT) /* nobody is called so */
            status = BS_OK;
    }
    if (status == BS_OK && word.failed)
        status = bs_fail_memory(error);
    bs_buffer_clear(&fold);
    bs_buffer_clear(&scratch);
    bs_buffer_clear(&word);
    return status == BS_OK ? join_words(arena, name, error) : status;
}

/* ---- words ---- */

/* Short forms of given names, each with the full ones that it is for. */
static const char *const SHORT_FORMS[][4] = {
    {"abe", "abraham"},
    {"al", "albert", "alan", "alfred"},
    {"alex", "alexander", "alexandra", "alejandro"},
    {"andy", "andrew"},
    {"ben", "benjamin"},
    {"bernie", "bernard"},
    {"beth", "elizabeth"},
    {"bill", "william"},
    {"bob", "robert"},
    {"bobby", "robert"},
    {"chris", "christopher", "christian", "christine"},
    {"chuck", "charles"},
    {"charlie", "charles"},
    {"dan", "daniel"},
    {"danny", "daniel"},
    {"dave", "david"},
    {"debbie", "deborah"},
    {"dick", "richard"},
    {"don", "donald"},
    {"doug", "douglas"},
    {"ed", "edward", "edwin"},
    {"fred", "frederick"},
    {"greg", "gregory"},
    {"jack", "john"},
    {"jake", "jacob"},
    {"jeff", "jeffrey", "geoffrey"},
    {"jen", "jennifer"},
    {"jerry", "gerald", "jerome"},
    {"jim", "james"},
    {"jimmy", "james"},
    {"joe", "joseph"},
    {"joey", "joseph"},
    {"josh", "joshua"},
    {"kate", "katherine", "catherine"},
    {"kathy", "katherine", "kathleen"},
    {"ken", "kenneth"},
    {"larry", "lawrence"},
    {"liz", "elizabeth"},
    {"maggie", "margaret"},
    {"matt", "matthew"},
    {"mike", "michael"},
    {"mick", "michael"},
    {"mitch", "mitchell"},
    {"nick", "nicholas"},
    {"pat", "patrick", "patricia"},
    {"pete", "peter"},
    {"rick", "richard"},
    {"rob", "robert"},
    {"ron", "ronald"},
    {"sam", "samuel", "samantha"},
    {"steve", "stephen", "steven"},
    {"sue", "susan"},
    {"ted", "edward", "theodore"},
    {"tim", "timothy"},
    {"tom", "thomas"},
    {"tony", "anthony", "antonio"},
    {"vince", "vincent"},
    {"will", "william"},
};

static bool is_short_for(bs_str word, bs_str full)
{
    for (size_t i = 0; i < sizeof SHORT_FORMS / sizeof *SHORT_FORMS; i++) {
        if (!bs_str_equal(word, bs_str_from(SHORT_FORMS[i][0])))
            continue;
        for (size_t j = 1; j < 4 && SHORT_FORMS[i][j]; j++)
            if (bs_str_equal(full, bs_str_from(SHORT_FORMS[i][j])))
                return true;
    }
    return false;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static void add_sound(char *to, size_t *count, char c)
{
    if (*count < SOUND_MAX && (*count == 0 || to[*count - 1] != c))
        to[(*count)++] = c;
}

/* A run of vowels as one: "ou" is u, "ee" and "iy" are i, "ei" and "ai" e. */
static char vowel_of(bs_str run)
{
    char first = run.data[0], last = run.data[run.size - 1];
    if (run.size > 1 && (last == 'u' || (first == 'o' && last == 'o')))
        return 'u';
    if (run.size > 1 && (last == 'i' || last == 'y') && (first == 'a' || first == 'e'))
        return 'e';
    if (first == 'y' || (first == 'e' && run.size > 1 && last == 'e'))
        return 'i';
    return first;
}

static char consonant_of(char c)
{
    return c == 'q' || c == 'c' ? 'k' : c == 'w' ? 'v' : c;
}

/* Two letters that are one sound elsewhere: "kh" is k; "ch" and "sh" are sounds of their own. */
static char pair_of(char c, char next)
{
    if (next != 'h')
        return 0;
    switch (c) {
    case 'k':
    case 'g':
    case 'd':
    case 't':
        return c;
    case 'p':
        return 'f';
    case 'c':
        return 'C';
    case 's':
        return 'S';
    case 'z':
        return 'Z';
    default:
        return 0;
    }
}

static sound sound_of(bs_str word)
{
    sound made = {.consonant_count = 0};
    for (size_t at = 0; at < word.size;) {
        char c = word.data[at];
        if (is_vowel(c) && !(at == 0 && c == 'y')) {
            size_t end = at + 1;
            while (end < word.size && is_vowel(word.data[end]))
                end++;
            if (made.vowel_count < SOUND_MAX)
                made.vowels[made.vowel_count++] = vowel_of(bs_str_slice(word, at, end));
            at = end;
            continue;
        }
        char next = at + 1 < word.size ? word.data[at + 1] : 0;
        char pair = pair_of(c, next);
        bool is_silent = c == 'h' && at + 1 == word.size; /* Abdullah */
        if (pair)
            add_sound(made.consonants, &made.consonant_count, pair);
        else if (c == 'x') {
            add_sound(made.consonants, &made.consonant_count, 'k');
            add_sound(made.consonants, &made.consonant_count, 's');
        } else if (!is_silent)
            add_sound(made.consonants, &made.consonant_count, consonant_of(c));
        at += pair ? 2 : 1;
    }
    size_t last = made.consonant_count - 1;
    if (made.consonant_count > 1 && made.consonants[last] == 'f' && bs_str_ends(word, BS_STR("ff")))
        made.consonants[last] = 'v'; /* Medvedeff */
    return made;
}

static bool are_near(char a, char b)
{
    static const char *const NEAR[] = {"ae", "ei", "ou", "ue", "ao"};
    for (size_t i = 0; i < sizeof NEAR / sizeof *NEAR; i++)
        if ((a == NEAR[i][0] && b == NEAR[i][1]) || (a == NEAR[i][1] && b == NEAR[i][0]))
            return true;
    return a == b;
}

/* Whether the vowels are near each other in order, but for one that one of them lacks. */
static bool vowels_fit(const sound *a, const sound *b)
{
    if (a->vowel_count > b->vowel_count) {
        const sound *swap = a;
        a = b;
        b = swap;
    }
    if (b->vowel_count - a->vowel_count > 1)
        return false;
    size_t skipped = 0;
    for (size_t i = 0; i < a->vowel_count; i++) {
        while (!are_near(a->vowels[i], b->vowels[i + skipped]))
            if (skipped++ == b->vowel_count - a->vowel_count)
                return false;
    }
    return true;
}

/* The vowels are held apart from the consonants: how a word begins tells Omar from Mora. */
static bool sounds_alike(bs_str a, bs_str b)
{
    if ((is_vowel(a.data[0]) && a.data[0] != 'y') != (is_vowel(b.data[0]) && b.data[0] != 'y'))
        return false;
    sound x = sound_of(a), y = sound_of(b);
    return x.consonant_count > 1 && x.consonant_count == y.consonant_count &&
           memcmp(x.consonants, y.consonants, x.consonant_count) == 0 && vowels_fit(&x, &y);
}

typedef enum likeness { UNLIKE, INITIAL, SOUND, SHORT, EQUAL } likeness;

static likeness compare_words(bs_str a, bs_str b)
{
    if (bs_str_equal(a, b))
        return EQUAL;
    if (a.size == 1 || b.size == 1)
        return a.data[0] == b.data[0] ? INITIAL : UNLIKE;
    if (is_short_for(a, b) || is_short_for(b, a))
        return SHORT;
    return sounds_alike(a, b) ? SOUND : UNLIKE;
}

/* ---- names ---- */

/* Whether one is the other with its first words behind the rest: "Jong-un Kim", "Kim Jong Un". */
static bool is_turned(const bs_link_name *a, const bs_link_name *b)
{
    if (a->letters.size != b->letters.size)
        return false;
    size_t head = 0;
    for (size_t i = 0; i + 1 < a->count; i++) {
        head += a->words[i].size;
        size_t tail = a->letters.size - head;
        if (memcmp(a->letters.data + head, b->letters.data, tail) == 0 &&
            memcmp(a->letters.data, b->letters.data + tail, head) == 0)
            return true;
    }
    return false;
}

/* The first word behind the others: "Okoro Maria T." is "Maria T. Okoro". */
static bs_link_name turn(const bs_link_name *name)
{
    bs_link_name turned = *name;
    for (size_t i = 0; i < name->count; i++)
        turned.words[i] = name->words[(i + 1) % name->count];
    turned.letters = (bs_str){NULL, 0}; /* those of no other name */
    return turned;
}

/* Whether the words between first and last agree; `*is_fuller` when one has a whole word more. */
static bool middles_fit(const bs_link_name *a, const bs_link_name *b, bool *is_fuller)
{
    if (a->count > b->count) {
        const bs_link_name *swap = a;
        a = b;
        b = swap;
    }
    size_t at = 1, matched = 0;
    for (size_t i = 1; i + 1 < b->count; i++) {
        bool fits = at + 1 < a->count && compare_words(a->words[at], b->words[i]) != UNLIKE;
        at += fits;
        matched += fits;
        *is_fuller |= !fits && b->words[i].size > 1;
    }
    return matched + 2 == a->count;
}

/* "Gabriel García" of "Gabriel García Márquez": the first words of a longer name. */
static bool is_beginning(const bs_link_name *a, const bs_link_name *b)
{
    if (a->count >= b->count || a->words[0].size == 1)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        likeness how = compare_words(a->words[i], b->words[i]);
        if (how == UNLIKE || (i + 1 == a->count && how == INITIAL))
            return false;
    }
    return true;
}

/* Two names with their words in the same order. */
static bs_link_fit fit_in_order(const bs_link_name *a, const bs_link_name *b, const char **rule)
{
    *rule = "linking.name";
    if (bs_str_equal(a->letters, b->letters)) {
        if (a->count != b->count)
            *rule = "linking.hyphen";
        return BS_LINK_SAME;
    }
    likeness first = compare_words(a->words[0], b->words[0]);
    likeness last = compare_words(a->words[a->count - 1], b->words[b->count - 1]);
    bool is_fuller = false;
    if (first != UNLIKE && last > INITIAL && middles_fit(a, b, &is_fuller)) {
        if (first == EQUAL && last == EQUAL) {
            *rule = "linking.middle";
            return is_fuller ? BS_LINK_LIKELY : BS_LINK_SAME;
        }
        if (first == INITIAL) {
            *rule = "linking.initial";
            return BS_LINK_POSSIBLE;
        }
        *rule = first == SHORT ? "linking.short" : "linking.romanisation";
        /* Two consonants tell little of a family: Grey and Gore, Hill and Hale. */
        bool is_told = last == EQUAL || sound_of(a->words[a->count - 1]).consonant_count > 2;
        return is_told && (first == EQUAL || last == EQUAL) ? BS_LINK_LIKELY : BS_LINK_POSSIBLE;
    }
    *rule = "linking.longer";
    return is_beginning(a, b) || is_beginning(b, a) ? BS_LINK_POSSIBLE : BS_LINK_APART;
}

bs_link_fit bs_link_name_fit(const bs_link_name *a, const bs_link_name *b, const char **rule)
{
    *rule = "linking.name";
    if (a->count < 2 || b->count < 2 ||
        (a->suffix.data && b->suffix.data && !bs_str_equal(a->suffix, b->suffix)))
        return BS_LINK_APART;
    bs_link_fit fit = fit_in_order(a, b, rule);
    if (fit > BS_LINK_POSSIBLE)
        return fit;
    const char *turned_rule;
    bs_link_name a_turned = turn(a), b_turned = turn(b);
    bool is_exact = is_turned(a, b);
    if (!is_exact && fit_in_order(&a_turned, b, &turned_rule) != BS_LINK_SAME &&
        fit_in_order(a, &b_turned, &turned_rule) != BS_LINK_SAME)
        return fit;
    *rule = "linking.order";
    return is_exact ? BS_LINK_SAME : BS_LINK_LIKELY;
}

/* ---- keys ---- */

/* Of a short form, that of the first name that it is for: "bill" and "william" have one. */
static uint64_t word_key(bs_str word)
{
    for (size_t i = 0; i < sizeof SHORT_FORMS / sizeof *SHORT_FORMS; i++)
        if (bs_str_equal(word, bs_str_from(SHORT_FORMS[i][0])))
            word = bs_str_from(SHORT_FORMS[i][1]);
    sound of = sound_of(word);
    return bs_hash((bs_str){of.consonants, of.consonant_count});
}

static uint64_t pair_key(uint64_t a, uint64_t b)
{
    uint64_t pair[] = {a < b ? a : b, a < b ? b : a};
    return bs_hash((bs_str){(const char *)pair, sizeof pair});
}

/* The same for all ways to turn the letters. */
static uint64_t turning_key(bs_str letters)
{
    uint64_t sum = 0;
    for (size_t at = 0; at < letters.size; at++) {
        unsigned char pair[] = {(unsigned char)letters.data[at],
                                (unsigned char)letters.data[(at + 1) % letters.size]};
        sum += bs_hash((bs_str){(const char *)pair, sizeof pair});
    }
    return sum;
}

size_t bs_link_name_keys(const bs_link_name *name, uint64_t keys[BS_LINK_KEYS_MAX])
{
    size_t count = 0;
    if (name->count < 2)
        return 0;
    bs_str first = name->words[0], last = name->words[name->count - 1];
    keys[count++] = turning_key(name->letters);
    keys[count++] = pair_key(word_key(first), word_key(last));
    keys[count++] = pair_key((uint64_t)first.data[0], word_key(last));
    for (size_t i = 1; i + 1 < name->count && count < BS_LINK_KEYS_MAX; i++)
        if (name->words[i].size > 1)
            keys[count++] = pair_key(word_key(first), word_key(name->words[i]));
    return count;
}
