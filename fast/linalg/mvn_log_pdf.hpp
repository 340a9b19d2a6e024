#pragma once
#include "reference/contract/linalg/mvn_log_pdf.hpp"

namespace etalon::fast::linalg {

/// LAPACK's potrf, and forward substitution by rows.
extern const Fast<contract::linalg::MvnLogPdf> mvn_log_pdf;
/// y by two substitutions, Σ⁻¹ by LAPACK's potri.
extern const Fast<contract::linalg::MvnLogPdfGradient> mvn_log_pdf_gradient;

}  // namespace etalon::fast::linalg
