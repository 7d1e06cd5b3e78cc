//===- Activations.cpp - Which activation an expression is ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two elementwise functions are the same if they are equal at many points, on
// both sides of every constant in the code. So an activation is recognized by
// its definition, `evaluate`, whatever its spelling. docs/raising.md says what
// that rests on and how to add to the tables here.
//
//===----------------------------------------------------------------------===//

#include "Activations.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

/// Constants that definitions have and exporters print in few digits. They
/// stand for their negatives and their multiples by powers of 2 too.
static const long double irrationals[] = {
    std::sqrt(2 / M_PIl),             // GELU, tanh form
    std::sqrt(2 / M_PIl) * 0.044715L, // the same, multiplied out
    0.044715L,                        // the same
    1 / 0.044715L,                    // the same, factored out
    2 / M_PIl,                        // under a square root
    M_PIl,                            // the same
    std::sqrt(M_PIl / 2),             // as a divisor
    M_SQRT2l,                         // GELU, erf form, and its inverse
    M_LOG2El,                         // exp as a power of 2
    M_LN2l,                           // log as a logarithm to base 2
};

/// How far an exporter's constant may be off, relative to what it stands for:
/// 0.797724 for sqrt(2 / pi) is 2.0e-4 off.
static constexpr double acceptedDrift = 2.5e-4;
/// Up to here a difference is told.
static constexpr double reportedDrift = 5e-2;

/// Half a unit in the last place of the float type, relative.
static double getRoundOff(Type type) {
  auto floatType = dyn_cast<FloatType>(type);
  return floatType ? std::ldexp(1.0, -int(floatType.getFPMantissaWidth())) : 0;
}

/// What `value` stands for: the nearest of `candidates` if it is within
/// `drift`, itself if none is.
static long double snap(double value, ArrayRef<long double> candidates,
                        double drift) {
  if (value == 0 || !std::isfinite(value))
    return value;
  int exponent, ignored;
  double mantissa = std::frexp(std::fabs(value), &exponent);
  long double nearest = mantissa, least = drift;
  for (long double candidate : candidates) {
    long double exact = std::frexp(candidate, &ignored);
    long double distance = std::fabs(mantissa - exact) / exact;
    if (distance <= least) {
      nearest = exact;
      least = distance;
    }
  }
  return std::copysign(std::ldexp(nearest, exponent), (long double)value);
}

namespace {
/// How constants are read: as they are written, or as what they stand for.
struct Reading {
  bool snaps = false;
  /// One that may be further off.
  std::optional<long double> farther;
};
} // namespace

static long double readConstant(const Expression &expression,
                                const Reading &reading) {
  double value = *expression.constant;
  if (!reading.snaps)
    return value;
  long double exact =
      snap(value, irrationals,
           std::max(acceptedDrift, getRoundOff(expression.type)));
  return exact == value && reading.farther
             ? snap(value, *reading.farther, reportedDrift)
             : exact;
}

/// Text about a constant that is read as another, empty if that is only rounded
/// to its type.
static std::string describeDrift(const Expression &expression,
                                 const Reading &reading) {
  double value = *expression.constant;
  double exact = readConstant(expression, reading);
  double drift = std::fabs(value - exact) / std::fabs(exact);
  if (value == exact || drift <= getRoundOff(expression.type))
    return "";
  std::string text;
  llvm::raw_string_ostream(text)
      << llvm::format("%.6g for %.9g, %.2g %% off", value, exact, 100 * drift);
  return text;
}

//===----------------------------------------------------------------------===//
// Functions of one or two numbers
//===----------------------------------------------------------------------===//

namespace {
/// A part of the graph as a function of some of its expressions.
class Function {
public:
  /// `interior` is sorted and ends with the result.
  Function(ArrayRef<Expression *> interior, ArrayRef<Expression *> inputs,
           const Reading &reading);
  long double operator()(Reals inputs) const;
  /// The constants in the code.
  ArrayRef<long double> getConstants() const { return constants; }

private:
  struct Step {
    const RealFunction *function;
    SmallVector<unsigned, 3> operands; // positions in `numbers`
  };
  unsigned inputCount;
  SmallVector<Step> steps;
  SmallVector<long double> constants;
};
} // namespace

Function::Function(ArrayRef<Expression *> interior,
                   ArrayRef<Expression *> inputs, const Reading &reading)
    : inputCount(inputs.size()) {
  llvm::SmallDenseMap<Expression *, unsigned> positions;
  for (Expression *input : inputs)
    positions.insert({input, positions.size()});
  for (Expression *expression : interior)
    for (Expression *operand : expression->operands)
      if (operand->constant &&
          positions.insert({operand, positions.size()}).second)
        constants.push_back(readConstant(*operand, reading));
  for (Expression *expression : interior) {
    Step &step = steps.emplace_back();
    step.function = &expression->function;
    for (Expression *operand : expression->operands)
      step.operands.push_back(positions.at(operand));
    positions.insert({expression, positions.size()});
  }
}

long double Function::operator()(Reals inputs) const {
  SmallVector<long double, 24> numbers(inputs.begin(), inputs.end());
  numbers.append(constants.begin(), constants.end());
  SmallVector<long double, 3> operands;
  for (const Step &step : steps) {
    operands.clear();
    for (unsigned position : step.operands)
      operands.push_back(numbers[position]);
    numbers.push_back((*step.function)(operands));
  }
  return numbers.back();
}

/// Where functions are compared: at all scales, close to each other where
/// activations bend, and around each constant, since code branches at these.
static SmallVector<long double> getPoints(Reals constants) {
  SmallVector<long double> points;
  for (long double x = 0.015625L; x < 12; x += 0.171875L)
    points.push_back(x);
  for (long double x : {1e-3L, 14.5L, 17.0L, 23.0L, 31.0L, 47.0L, 90.0L, 130.0L,
                        300.0L, 1.5e3L, 2e4L, 7e4L, 1e8L, 1e15L, 1e30L})
    points.push_back(x);
  for (long double constant : constants)
    for (long double factor : {0.99L, 1.01L})
      if (std::fabs(constant) < 1e30L)
        points.push_back(std::fabs(constant) * factor);
  for (size_t i = 0, size = points.size(); i < size; ++i)
    points.push_back(-points[i]);
  return points;
}

namespace {
/// How far code may be from the function, relative to its value and to x.
struct Tolerance {
  long double relative = 1e-9L, ofX = 1e-12L;
};
} // namespace

/// What exporters write out for erf or tanh in f32, a polynomial or a quotient
/// of two, is close to the last bits of f32 only, and has many coefficients.
static constexpr Tolerance approximation = {0, 5e-7L};
static constexpr size_t fewestCoefficients = 8;

/// Code may overflow where the function does not.
static bool isClose(long double actual, long double expected, long double x,
                    const Tolerance &tolerance = Tolerance()) {
  if (!std::isfinite(actual))
    return std::fabs(x) > 40;
  long double scale = std::max(1.0L, std::fabs(x));
  return std::fabs(actual - expected) <=
         tolerance.relative * std::fabs(expected) + tolerance.ofX * scale;
}

/// Whether the code is the activation with its parameters rounded to `type`.
static bool isEqual(const Function &function,
                    ActivationAttrInterface activation, FloatType type,
                    const Tolerance &tolerance = Tolerance()) {
  return llvm::all_of(getPoints(function.getConstants()), [&](long double x) {
    return isClose(function(x), activation.evaluate(type, x, 0), x, tolerance);
  });
}

/// Whether the code is the activation of the first number with the second for
/// beta.
static bool isEqualWithBeta(const Function &function,
                            ActivationAttrInterface activation, bool swap) {
  auto type = Float64Type::get(activation.getContext());
  SmallVector<long double> points = getPoints(function.getConstants());
  for (long double beta : {-1.5L, -0.25L, 0.5L, 1.0L, 1.702L, 3.0L})
    for (long double x : points) {
      SmallVector<long double, 2> inputs{x, beta};
      if (swap)
        std::swap(inputs[0], inputs[1]);
      if (!isClose(function(inputs), activation.evaluate(type, x, beta),
                   x * beta))
        return false;
    }
  return true;
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

/// A parameter found from numbers: as f32 it is what the code has, and of the
/// doubles that are rounded to that it is the shortest.
static double getParameter(long double value, Type type) {
  if (type.isF64())
    return value;
  float rounded = value;
  double shortest = rounded;
  for (int digits = 1; digits <= 9; ++digits) {
    std::string text;
    llvm::raw_string_ostream(text) << llvm::format("%.*g", digits, rounded);
    shortest = std::strtod(text.c_str(), nullptr);
    if (float(shortest) == rounded)
      break;
  }
  return shortest;
}

/// The activations without parameters, and those with their usual ones. One
/// line is all that another needs.
static SmallVector<ActivationAttrInterface> getActivations(MLIRContext *ctx) {
  return {ReluAttr::get(ctx),
          SwishAttr::get(ctx, 1.0),
          SigmoidAttr::get(ctx),
          TanhAttr::get(ctx),
          GeluAttr::get(ctx, GeluForm::Erf),
          GeluAttr::get(ctx, GeluForm::Tanh),
          MishAttr::get(ctx),
          EluAttr::get(ctx, 1.0)};
}

/// The activations with the parameter that a function must have if it is one.
static SmallVector<ActivationAttrInterface>
getParametricActivations(const Function &function, MLIRContext *ctx,
                         Type type) {
  SmallVector<ActivationAttrInterface> candidates;
  long double plus = function(1.0L), minus = function(-1.0L);
  if (plus > 0 && plus < 1 && plus != 0.5L)
    candidates.push_back(
        SwishAttr::get(ctx, getParameter(std::log(plus / (1 - plus)), type)));
  // Where the slope is nearly 1, something small is added to x.
  if (minus > -0.999L && minus < 0)
    candidates.push_back(LeakyReluAttr::get(ctx, getParameter(-minus, type)));
  if (std::isfinite(minus) && minus != 0)
    candidates.push_back(
        EluAttr::get(ctx, getParameter(minus / std::expm1(-1.0L), type)));
  return candidates;
}

//===----------------------------------------------------------------------===//
// Matching
//===----------------------------------------------------------------------===//

namespace {
/// The inputs through which alone a root depends on the rest of the graph, and
/// what lies between.
struct Cut {
  SmallVector<Expression *, 2> inputs;
  SmallVector<Expression *> interior;
};
} // namespace

/// The cuts of one or two inputs below `root`, the nearest first.
static SmallVector<Cut> findCuts(Expression *root) {
  // No activation takes more.
  constexpr unsigned maxOperations = 112;
  auto after = [](Expression *a, Expression *b) {
    return a->number > b->number;
  };
  SmallVector<Cut> cuts;
  SmallVector<Expression *> interior, frontier{root};
  while (interior.size() < maxOperations) {
    // What the others may depend on is expanded last.
    llvm::sort(frontier, after);
    auto next =
        llvm::find_if(frontier, [](Expression *x) { return x->isOperation(); });
    if (next == frontier.end())
      break;
    Expression *expression = *next;
    frontier.erase(next);
    interior.insert(interior.begin(), expression);
    for (Expression *operand : expression->operands)
      if (!operand->constant && !llvm::is_contained(frontier, operand))
        frontier.push_back(operand);
    if (frontier.size() <= 2)
      cuts.push_back({{frontier.begin(), frontier.end()}, interior});
  }
  // Expressions are expanded from the last to the first.
  for (Cut &cut : cuts)
    llvm::sort(cut.interior, [&](auto a, auto b) { return after(b, a); });
  return cuts;
}

static bool isExact(Expression *expression) {
  return isa<arith::ExtFOp, arith::NegFOp, arith::MaximumFOp, arith::MaxNumFOp,
             arith::MinimumFOp, arith::MinNumFOp, arith::SelectOp, math::AbsFOp,
             math::ClampFOp, math::CopySignOp>(expression->op);
}

static void addRoundings(ActivationMatch &match) {
  for (Expression *expression : match.interior) {
    auto type = dyn_cast<FloatType>(expression->type);
    if (expression != match.root && type && type.getWidth() < 32 &&
        !isExact(expression))
      match.roundings.push_back(expression);
  }
}

static SmallVector<std::string> getDrifts(const Cut &cut,
                                          const Reading &reading) {
  llvm::SmallPtrSet<Expression *, 8> seen;
  SmallVector<std::string> drifts;
  for (Expression *expression : cut.interior)
    for (Expression *operand : expression->operands)
      if (operand->constant && seen.insert(operand).second)
        if (std::string text = describeDrift(*operand, reading); !text.empty())
          drifts.push_back(std::move(text));
  return drifts;
}

static ActivationAttrInterface matchOne(Expression *root, const Cut &cut,
                                        const Reading &reading) {
  MLIRContext *context = root->op->getContext();
  Function function(cut.interior, cut.inputs, reading);
  auto candidates = getActivations(context);
  // With constants read as others, a parameter has none of its own.
  if (!reading.snaps)
    candidates.append(getParametricActivations(function, context, root->type));
  FloatType type = getComputeType(cast<FloatType>(root->type));
  for (ActivationAttrInterface candidate : candidates)
    if (isEqual(function, candidate, type))
      return candidate;
  return nullptr;
}

static bool isFloatLike(Type type) {
  return isa<Float16Type, BFloat16Type, Float32Type, Float64Type>(type);
}

/// The activation with beta for an operand that `root` is.
static std::optional<ActivationMatch> matchTwo(Expression *root,
                                               const Cut &cut) {
  Function function(cut.interior, cut.inputs, Reading());
  auto swish = SwishAttr::get(root->op->getContext());
  for (bool swap : {false, true}) {
    Expression *x = cut.inputs[swap], *beta = cut.inputs[!swap];
    if (x->type != root->type ||
        (beta->type != x->type && !beta->type.isF32()) ||
        !isEqualWithBeta(function, swish, swap))
      continue;
    ActivationMatch match{root, x, beta, swish, cut.interior, {}, {}};
    addRoundings(match);
    return match;
  }
  return std::nullopt;
}

/// The activation that `root` approximates in f32 by polynomials.
static ActivationAttrInterface matchApproximation(Expression *root,
                                                  const Cut &cut) {
  Function function(cut.interior, cut.inputs, Reading());
  if (!root->type.isF32() ||
      function.getConstants().size() < fewestCoefficients)
    return nullptr;
  for (ActivationAttrInterface candidate :
       getActivations(root->op->getContext()))
    if (isEqual(function, candidate, cast<FloatType>(root->type),
                approximation))
      return candidate;
  return nullptr;
}

std::optional<ActivationMatch> mlir::glu::matchActivation(Expression *root) {
  if (!root->isOperation() || !isFloatLike(root->type) ||
      isa<ActivationOp>(root->op))
    return std::nullopt;
  SmallVector<Cut> cuts = findCuts(root);
  for (const Cut &cut : llvm::reverse(cuts)) {
    if (cut.inputs.size() == 2) {
      if (auto match = matchTwo(root, cut))
        return match;
      continue;
    }
    if (cut.inputs[0]->type != root->type)
      continue;
    for (const Reading &reading : {Reading(), Reading{true, std::nullopt}}) {
      ActivationAttrInterface activation = matchOne(root, cut, reading);
      if (!activation)
        continue;
      ActivationMatch match{root,       cut.inputs[0], nullptr,
                            activation, cut.interior,  getDrifts(cut, reading),
                            {}};
      addRoundings(match);
      return match;
    }
    if (ActivationAttrInterface activation = matchApproximation(root, cut))
      return ActivationMatch{
          root, cut.inputs[0], nullptr, activation, cut.interior, {}, {}, true};
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Factors in another order
//===----------------------------------------------------------------------===//

namespace {
/// A number that is multiplied by, or divided by.
struct Term {
  Expression *expression;
  bool isDivisor;
};
} // namespace

/// Whether `expression` depends on `inputs` and on constants alone.
static bool dependsOnlyOn(Expression *expression, ArrayRef<Expression *> inputs,
                          llvm::SmallDenseMap<Expression *, bool> &known) {
  if (expression->constant || llvm::is_contained(inputs, expression))
    return true;
  if (!expression->isOperation())
    return false;
  if (auto it = known.find(expression); it != known.end())
    return it->second;
  bool result = llvm::all_of(expression->operands, [&](Expression *operand) {
    return dependsOnlyOn(operand, inputs, known);
  });
  return known[expression] = result;
}

/// Collects the terms of a tree of multiplications and divisions, and what the
/// tree is made of. What something else reads is a term.
static void collectTerms(Expression *expression, bool isRoot, bool isDivisor,
                         SmallVectorImpl<Term> &terms,
                         SmallVectorImpl<Expression *> &tree) {
  bool isStep =
      expression->isOperation() &&
      isa<arith::MulFOp, arith::DivFOp>(expression->op) &&
      (isRoot || (!expression->escapes && expression->users.size() == 1));
  if (!isStep)
    return terms.push_back({expression, isDivisor});
  tree.push_back(expression);
  bool divides = isa<arith::DivFOp>(expression->op);
  collectTerms(expression->operands[0], false, isDivisor, terms, tree);
  collectTerms(expression->operands[1], false, isDivisor != divides, terms,
               tree);
}

/// The product of all terms but `left`, as expressions of its own.
static Expression *createProduct(ArrayRef<Term> terms, const Term *left,
                                 const Expression &root,
                                 std::deque<Expression> &steps) {
  auto multiply = [](Reals x) { return x[0] * x[1]; };
  auto divide = [](Reals x) { return x[0] / x[1]; };
  // It must begin with a number that is multiplied by.
  const Term *first = llvm::find_if(terms, [&](const Term &term) {
    return &term != left && !term.isDivisor;
  });
  bool isConstant = llvm::all_of(terms, [&](const Term &term) {
    return &term == left || term.expression->constant;
  });
  if (first == terms.end() || isConstant)
    return nullptr;
  Expression *product = first->expression;
  for (const Term &term : terms) {
    if (&term == left || &term == first)
      continue;
    Expression &step = steps.emplace_back();
    if (term.isDivisor)
      step.function = divide;
    else
      step.function = multiply;
    step.operands = {product, term.expression};
    step.type = root.type;
    step.op = root.op;
    step.number = root.number + steps.size();
    product = &step;
  }
  return steps.empty() ? nullptr : product;
}

std::optional<ActivationMatch> mlir::glu::matchRegrouped(Expression *root) {
  // In a narrow type, another order rounds otherwise.
  if (!root->isOperation() || !isa<Float32Type, Float64Type>(root->type))
    return std::nullopt;
  SmallVector<Term> terms;
  SmallVector<Expression *> tree;
  collectTerms(root, /*isRoot=*/true, /*isDivisor=*/false, terms, tree);
  constexpr size_t mostTerms = 6;
  if (terms.size() < 3 - size_t(isa<arith::DivFOp>(root->op)) ||
      terms.size() > mostTerms)
    return std::nullopt;
  for (const Term &term : terms) {
    Expression *factor = term.expression;
    bool isApart = isa<arith::MulFOp>(root->op) &&
                   llvm::is_contained(root->operands, factor);
    if (term.isDivisor || factor->constant || isApart ||
        factor->type != root->type)
      continue;
    std::deque<Expression> steps;
    Expression *product = createProduct(terms, &term, *root, steps);
    auto match = product ? matchActivation(product) : std::nullopt;
    auto isNew = [&](Expression *expression) {
      return llvm::any_of(
          steps, [&](Expression &step) { return &step == expression; });
    };
    llvm::SmallDenseMap<Expression *, bool> known;
    if (!match || match->beta || isNew(match->x) ||
        dependsOnlyOn(factor, {match->x}, known) ||
        llvm::is_contained(match->interior, factor))
      continue;
    // The new steps stand for those of the tree.
    llvm::erase_if(match->interior, isNew);
    llvm::append_range(match->interior, llvm::reverse(tree));
    match->root = root;
    match->factor = factor;
    return match;
  }
  return std::nullopt;
}

std::string mlir::glu::getText(ActivationAttrInterface activation) {
  std::string text = llvm::formatv("{0}", activation);
  StringRef name = text;
  name.consume_front("#glu.");
  return name.str();
}

std::string mlir::glu::explainNearMiss(Expression *root) {
  if (!root->isOperation() || !isFloatLike(root->type))
    return "";
  SmallVector<Cut> cuts = findCuts(root);
  for (const Cut &cut : llvm::reverse(cuts)) {
    if (cut.inputs.size() != 1 || cut.inputs[0]->type != root->type)
      continue;
    for (long double irrational : irrationals) {
      Reading reading{true, irrational};
      SmallVector<std::string> drifts = getDrifts(cut, reading);
      if (drifts.empty())
        continue;
      if (ActivationAttrInterface activation = matchOne(root, cut, reading))
        return getText(activation) +
               " but for its constants: " + llvm::join(drifts, "; ") +
               "; accepted is 0.025 %";
    }
  }
  return "";
}

//===----------------------------------------------------------------------===//
// Parts of larger functions
//===----------------------------------------------------------------------===//

/// Whether `user` adds something to what it reads, or multiplies by a constant.
static bool isLinear(Expression *user) {
  if (isa<arith::AddFOp, arith::SubFOp, arith::NegFOp, arith::ExtFOp,
          arith::TruncFOp>(user->op))
    return true;
  if (isa<arith::MulFOp>(user->op))
    return user->operands[0]->constant || user->operands[1]->constant;
  return isa<arith::DivFOp>(user->op) && user->operands[1]->constant;
}

bool mlir::glu::isPartOfLargerFunction(const ActivationMatch &match) {
  if (match.root->escapes)
    return false;
  // What x itself is a function of counts too: tanh of a polynomial is a part
  // of GELU.
  SmallVector<Expression *, 2> inputs{match.x};
  for (const Cut &cut : findCuts(match.root))
    if (cut.inputs.size() == 1)
      inputs = {cut.inputs[0]};
  llvm::SmallDenseMap<Expression *, bool> known;
  llvm::SmallPtrSet<Expression *, 8> seen;
  SmallVector<Expression *> worklist{match.root};
  while (!worklist.empty()) {
    Expression *expression = worklist.pop_back_val();
    for (Expression *user : expression->users) {
      if (!dependsOnlyOn(user, inputs, known) || !seen.insert(user).second)
        continue;
      // Of an activation it is the x.
      if (isa<ActivationOp>(user->op))
        continue;
      if (!isLinear(user))
        return true;
      worklist.push_back(user);
    }
  }
  return false;
}
