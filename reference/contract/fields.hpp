#pragma once
#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "reference/contract/shape.hpp"
#include "reference/contract/statement.hpp"

/// The members of In and Out as a contract declares them: `in::data<&In<T>::x>({n}, "scores")`. The member is the field, and
/// gives it its name.
namespace etalon {

enum class Role {
  data,   ///< its rounding counts in the budget
  exact,  ///< labels, masks, noise, hyperparameters: taken as they are
};

namespace detail {

/// "x" for &In<T>::x, as the compiler spells it.
template <auto Member>
constexpr auto member_name() {
  constexpr std::string_view spelled = __PRETTY_FUNCTION__;  // … [with auto Member = &…In<double>::x] or [Member = &…::x]
  constexpr std::size_t end = spelled.find_first_of("];", spelled.rfind("::")), begin = spelled.rfind("::") + 2;
  std::array<char, end - begin + 1> name{};
  for (std::size_t i = begin; i < end; ++i) name[i - begin] = spelled[i];
  return name;
}
template <auto Member>
inline constexpr auto name_of = member_name<Member>();

template <class M>
struct MemberOf;
template <class S, class M>
struct MemberOf<M S::*> {
  using type = M;
};

}  // namespace detail

/// What is said of a field, whatever its member is.
struct InputDeclaration {
  Role role;
  Shape shape;
  const char* text;
  const char* fallback = "";  ///< taken when the caller leaves it out; empty: required
};
struct OutputDeclaration {
  Shape shape;
  Count constant;
  const char* clause;  ///< the error clause that states the bound
  const char* text;
};

template <auto M>
struct InputField : InputDeclaration {
  using Member = typename detail::MemberOf<decltype(M)>::type;
  static constexpr const char* name() { return detail::name_of<M>.data(); }
  template <class S>
  static auto& get(S& s) {
    return s.*M;
  }

  InputField or_else(const char* value) && {
    fallback = value;
    return std::move(*this);
  }
};

template <auto M, Grade G>
struct OutputField : OutputDeclaration {
  using Member = typename detail::MemberOf<decltype(M)>::type;
  static constexpr Grade grade = G;
  static constexpr auto member = M;
  static constexpr const char* name() { return detail::name_of<M>.data(); }
  template <class S>
  static auto& get(S& s) {
    return s.*M;
  }
};

namespace in {
template <auto M>
InputField<M> data(Shape shape, const char* text) {
  return {{Role::data, std::move(shape), text}};
}
template <auto M>
InputField<M> exact(Shape shape, const char* text) {
  return {{Role::exact, std::move(shape), text}};
}
}  // namespace in

namespace out {

/// The shape of `x`, for a field called `grad_x`.
Shape shape_of_gradient(const std::string& name);
template <auto M>
Shape shape_of_gradient() {
  return shape_of_gradient(detail::name_of<M>.data());
}

template <auto M>
OutputField<M, Grade::exact> exact(Shape shape, const char* clause, const char* text) {
  return {{std::move(shape), 1, clause, text}};
}
template <auto M>
OutputField<M, Grade::inherent> inherent(Shape shape, Count c, const char* clause, const char* text) {
  return {{std::move(shape), std::move(c), clause, text}};
}
template <auto M>
OutputField<M, Grade::textbook> textbook(Shape shape, Count c, const char* clause, const char* text) {
  return {{std::move(shape), std::move(c), clause, text}};
}
template <auto M>
OutputField<M, Grade::backward> backward(Shape shape, Count c, const char* clause, const char* text) {
  return {{std::move(shape), std::move(c), clause, text}};
}
template <auto M>
OutputField<M, Grade::stepwise> stepwise(Shape shape, Count c, const char* clause, const char* text) {
  return {{std::move(shape), std::move(c), clause, text}};
}
template <auto M>
OutputField<M, Grade::laws> laws(Shape shape, const char* text) {
  return {{std::move(shape), 0, "", text}};
}
template <auto M>
OutputField<M, Grade::analysis> analysis(Shape shape, const char* text) {
  return {{std::move(shape), 0, "", text}};
}

// Of a derivative: grad_x has the shape of x.
template <auto M>
OutputField<M, Grade::exact> exact(const char* clause, const char* text) {
  return {{shape_of_gradient<M>(), 1, clause, text}};
}
template <auto M>
OutputField<M, Grade::inherent> inherent(Count c, const char* clause, const char* text) {
  return {{shape_of_gradient<M>(), std::move(c), clause, text}};
}
template <auto M>
OutputField<M, Grade::textbook> textbook(Count c, const char* clause, const char* text) {
  return {{shape_of_gradient<M>(), std::move(c), clause, text}};
}
template <auto M>
OutputField<M, Grade::backward> backward(Count c, const char* clause, const char* text) {
  return {{shape_of_gradient<M>(), std::move(c), clause, text}};
}

}  // namespace out

}  // namespace etalon
