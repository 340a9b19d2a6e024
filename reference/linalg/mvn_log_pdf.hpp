#pragma once
#include "reference/contract/linalg/mvn_log_pdf.hpp"

namespace etalon::reference::linalg {

/// −½(‖w‖² + 2 Σ log l_ii + d·log 2π) with Σ = LLᵀ and Lw = x − μ.
extern const Reference<contract::linalg::MvnLogPdf> mvn_log_pdf;
/// y = L⁻ᵀw and Σ⁻¹ = L⁻ᵀL⁻¹.
extern const Reference<contract::linalg::MvnLogPdfGradient> mvn_log_pdf_gradient;

}  // namespace etalon::reference::linalg
