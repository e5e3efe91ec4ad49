// language.cc - see language.h. CLD2 is C++; this is all of it that the rest of the core sees.
#include "text/language.h"

#include <cstdio> // before CLD2's header, which needs it and does not say so
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace
{

// CLD2 names a few languages by codes that ISO 639 has withdrawn, and some by script or country.
const struct {
    const char *from, *to;
} replaced_codes[] = {
    {"iw", "he"}, {"jw", "jv"}, {"mo", "ro"}, {"zh-Hant", "zh"}, {"sr-ME", "sr"}, {"bh", "bho"},
};

const char *iso_code(CLD2::Language language)
{
    const char *code = CLD2::LanguageCode(language);
    for (const auto &replaced : replaced_codes) {
        if (std::strcmp(code, replaced.from) == 0)
            return replaced.to;
    }
    std::size_t size = std::strlen(code);
    bool is_iso = (size == 2 || size == 3) && !std::strchr(code, '-');
    return is_iso && language != CLD2::UNKNOWN_LANGUAGE && language != CLD2::TG_UNKNOWN_LANGUAGE
               ? code
               : nullptr;
}

// The head of `text`, cut between two characters.
int sample_size(bs_str text)
{
    std::size_t size = text.size;
    if (size > BS_LANGUAGE_SAMPLE_BYTES) {
        size = BS_LANGUAGE_SAMPLE_BYTES;
        while (size > 0 && (static_cast<unsigned char>(text.data[size]) & 0xC0) == 0x80)
            size--;
    }
    return static_cast<int>(size);
}

} // namespace

const char *bs_language_detect(bs_str text)
{
    if (text.size == 0)
        return nullptr;
    try {
        CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
        CLD2::Language best[3];
        int percent[3], text_bytes = 0, valid_bytes = 0;
        double score[3];
        bool is_reliable = false;
        CLD2::Language language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
            text.data, sample_size(text), true, &hints, 0, best, percent, score, nullptr,
            &text_bytes, &is_reliable, &valid_bytes);
        return is_reliable ? iso_code(language) : nullptr;
    } catch (...) { // no memory: the caller is C
        return nullptr;
    }
}
