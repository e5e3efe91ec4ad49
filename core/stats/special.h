/*
 * special.h - the special functions behind every p-value.
 *
 * Relative errors stay below 1e-12 over the whole range that doubles can show, deep tails included
 * (a tail of 1e-250 has twelve right digits); close to 1 use the other tail. Arguments outside the
 * domain give NaN. Formulas: NIST Digital Library of Mathematical Functions (DLMF), chapters 7 and
 * 8; continued fractions by Lentz's algorithm.
 */
#ifndef BS_STATS_SPECIAL_H
#define BS_STATS_SPECIAL_H

/* log(Gamma(x)) for x > 0, without the global sign that lgamma() of C writes. */
double bs_log_gamma(double x);
/* log of n over k, for real 0 <= k <= n. */
double bs_log_choose(double n, double k);

/* P(shape, x) = 1/Gamma(a) int_0^x t^(a-1) e^-t dt (DLMF 8.2.4), and Q = 1 - P. */
double bs_gamma_lower(double shape, double x);
double bs_gamma_upper(double shape, double x);
double bs_gamma_lower_log(double shape, double x); /* natural logarithms, for tails under 1e-308 */
double bs_gamma_upper_log(double shape, double x);
/* The x with P(shape, x) = probability; with Q(shape, x) = probability. */
double bs_gamma_lower_inverse(double shape, double probability);
double bs_gamma_upper_inverse(double shape, double probability);

/* I_x(a, b), the regularised incomplete beta function (DLMF 8.17.2). 1 - I_x(a, b) is
 * I_(1-x)(b, a); `bs_beta_upper` gives it without losing digits. */
double bs_beta_lower(double a, double b, double x);
double bs_beta_upper(double a, double b, double x);
double bs_beta_lower_log(double a, double b, double x);
double bs_beta_upper_log(double a, double b, double x);
/* The x with I_x(a, b) = probability. */
double bs_beta_lower_inverse(double a, double b, double probability);

/* The standard normal distribution: P(X <= x), P(X > x), and the x with P(X <= x) = probability. */
double bs_normal_lower(double x);
double bs_normal_upper(double x);
double bs_normal_upper_log(double x);
double bs_normal_quantile(double probability);

/* P(X > x) of chi-square with `freedom` degrees of freedom; of Student's t, one tail and both. */
double bs_chi_square_upper(double x, double freedom);
double bs_chi_square_upper_log(double x, double freedom);
double bs_student_upper(double t, double freedom);
double bs_student_two_sided(double t, double freedom);
double bs_student_two_sided_log(double t, double freedom);
/* The t with P(|T| > t) = probability. */
double bs_student_two_sided_quantile(double probability, double freedom);

/* P(X > x) of Fisher's F with `numerator` and `denominator` degrees of freedom. */
double bs_f_upper(double x, double numerator, double denominator);

/*
 * The p-value to print for one whose natural logarithm is `log_p`: what lies below the smallest
 * normal double, 2.2e-308, is given as that number, never as 0, which no p-value is.
 */
double bs_p_from_log(double log_p);

#endif
