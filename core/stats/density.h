/*
 * density.h - probabilities of single outcomes, by Loader's saddle-point expansion (Fast and
 * accurate computation of binomial probabilities, 2000), which keeps its digits where differences
 * of log-gammas would lose them. Counts may be real. Outside the domain: NaN.
 */
#ifndef BS_STATS_DENSITY_H
#define BS_STATS_DENSITY_H

/* mean^x e^-mean / Gamma(x + 1). */
double bs_poisson_density(double x, double mean);
double bs_poisson_density_log(double x, double mean);
/* n over x, p^x (1 - p)^(n - x); `q` is 1 - p, given apart so that neither loses digits. */
double bs_binomial_density(double x, double n, double p, double q);
double bs_binomial_density_log(double x, double n, double p, double q);
/* x of `drawn` are white when `drawn` are taken from `white` + `black`. */
double bs_hypergeometric_density(double x, double white, double black, double drawn);

/* log Gamma(n + 1) less Stirling's approximation of it. */
double bs_stirling_error(double n);
/* x log(x / m) + m - x without cancellation: half the deviance of x from its mean m. */
double bs_half_deviance(double x, double m);

#endif
