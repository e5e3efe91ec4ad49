/* basis.c - names of bases until the reading room brings its own, which then wins. */
#include "read/article.h"

__attribute__((weak)) const char *bs_basis_name(bs_basis basis)
{
    static const char *const names[] = {NULL, "stated", "metadata", "url", "file", "inferred"};
    return basis <= BS_BASIS_INFERRED ? names[basis] : NULL;
}
