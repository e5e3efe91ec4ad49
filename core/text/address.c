/* address.c - see address.h. */
#include "text/address.h"

#include "base/str.h"
#include "text/character.h"

enum {
    SCHEME_BYTES_MAX = 16,
    PATH_BYTES_MAX = 2048,
    NAME_BYTES_MAX = 64,  /* of a mail address, as in RFC 5321 */
    HOST_BYTES_MAX = 255, /* the same */
};

/* Whether an address goes on over the character at `at`. */
static bool is_address_at(bs_str text, size_t at, size_t *end)
{
    bs_character character = bs_character_read(text, at, end);
    if (*end - at == 1)
        return character != BS_CHAR_SPACE && character != BS_CHAR_LINE_END &&
               character != BS_CHAR_CONTROL && !strchr("<>\"{}|\\^`", text.data[at]);
    return bs_character_is_word(character) || character == BS_CHAR_ATTACHED ||
           character == BS_CHAR_DICTIONARY;
}

static size_t count_char(bs_str text, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == c;
    return count;
}

/* Whether the last byte belongs to the sentence around the address. */
static bool closes_sentence(bs_str address)
{
    char last = address.data[address.size - 1];
    if (last == ')')
        return count_char(address, ')') > count_char(address, '(');
    return strchr(".,;:!?'*]", last) != NULL;
}

size_t bs_address_path_end(bs_str text, size_t at)
{
    size_t end = at, next;
    while (end < text.size && end - at < PATH_BYTES_MAX && is_address_at(text, end, &next))
        end = next;
    while (end > at && closes_sentence(bs_str_slice(text, at, end)))
        end--;
    return end;
}

size_t bs_address_end(bs_str text, size_t start, size_t colon)
{
    bs_str rest = bs_str_slice(text, colon, text.size);
    if (colon - start > SCHEME_BYTES_MAX || !bs_str_starts(rest, BS_STR("://")))
        return 0;
    for (size_t i = start; i < colon; i++) {
        if (!bs_ascii_is_alpha((unsigned char)text.data[i]))
            return 0;
    }
    size_t end = bs_address_path_end(text, colon + 3);
    return end > colon + 3 ? end : 0;
}

static bool is_host_byte(bs_str text, size_t at)
{
    unsigned char c = (unsigned char)text.data[at];
    return bs_ascii_is_alpha(c) || bs_ascii_is_digit(c) || c == '-';
}

static bool is_name_byte(bs_str text, size_t at)
{
    return is_host_byte(text, at) || strchr("._%+", text.data[at] ? text.data[at] : ' ');
}

size_t bs_address_mail_end(bs_str text, size_t start, size_t sign)
{
    for (size_t i = start; i < sign; i++) {
        if (!is_name_byte(text, i))
            return 0;
    }
    size_t end = sign + 1, last = 0;
    for (;;) {
        size_t label = end;
        while (end < text.size && end - sign < HOST_BYTES_MAX && is_host_byte(text, end))
            end++;
        if (end == label)
            break;
        if (label > sign + 1)
            last = end;
        if (end == text.size || text.data[end] != '.')
            break;
        end++;
    }
    return last;
}

bool bs_address_is_mail(bs_str text, size_t start)
{
    size_t at = start;
    while (at < text.size && at - start <= NAME_BYTES_MAX && is_name_byte(text, at))
        at++;
    return at > start && at < text.size && text.data[at] == '@' &&
           bs_address_mail_end(text, start, at);
}
