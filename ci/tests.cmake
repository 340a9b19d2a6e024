# Every test, through ctest, with the labels unit, property, law, meta, tool and adapter.
enable_testing()

file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/verify/tests/*_test.cpp)
add_executable(etalon_tests ${tests})
find_library(FLINT flint REQUIRED)
# Arb: a library of its own with headers of its own, or since FLINT 3 a part of it.
find_library(ARB NAMES flint-arb arb flint REQUIRED)
find_path(ARB_HEADERS arb.h PATH_SUFFIXES flint REQUIRED)
add_library(arb INTERFACE)
target_link_libraries(arb INTERFACE ${ARB} ${FLINT})
target_include_directories(arb SYSTEM INTERFACE ${ARB_HEADERS})
target_link_libraries(etalon_tests PRIVATE etalon_all GTest::gtest arb)
target_compile_options(etalon_tests PRIVATE $<$<CONFIG:Release>:-Og>)
if(ETALON_PCH)
  target_precompile_headers(etalon_tests PRIVATE ${STANDARD} <boost/multiprecision/mpfr.hpp> <gtest/gtest.h> <rapidcheck/gtest.h> <verify/trial/operation.hpp>)
endif()

# Laws and mutants of an operation run in one process; every other GoogleTest is a test of its own.
set(listed ${CMAKE_BINARY_DIR}/etalon_tests.cmake)
add_custom_command(TARGET etalon_tests POST_BUILD BYPRODUCTS ${listed} VERBATIM
  COMMAND ${CMAKE_COMMAND} -D TESTS=$<TARGET_FILE:etalon_tests> -D SCRIPT=${listed} -P ${CMAKE_SOURCE_DIR}/ci/discover.cmake)
file(WRITE ${CMAKE_BINARY_DIR}/etalon_tests_or_none.cmake "if(EXISTS \"${listed}\")\n  include(\"${listed}\")\nelse()\n  add_test(etalon_tests_NOT_BUILT etalon_tests_NOT_BUILT)\nendif()\n")
set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${CMAKE_BINARY_DIR}/etalon_tests_or_none.cmake)

function(etalon_test name label)
  add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT 900 SKIP_RETURN_CODE 77)
endfunction()

etalon_test(includes unit ${CMAKE_SOURCE_DIR}/ci/check_includes)

# Benchmarks: build/bin/etalon_bench. Built with the rest, never asserted.
file(GLOB benches CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/verify/bench/*_bench.cpp)
add_executable(etalon_bench ${benches})
# The fast wing first: of a template that several files instantiate, the linker takes the copy that it meets first, and those of the laws
# are compiled for quick building.
target_link_libraries(etalon_bench PRIVATE etalon_fast etalon_all benchmark::benchmark arb)
find_path(EIGEN Eigen/Eigenvalues PATH_SUFFIXES eigen3)
find_path(MPREAL mpreal.h)
if(EIGEN AND MPREAL)
  set_source_files_properties(verify/bench/product_bench.cpp PROPERTIES COMPILE_DEFINITIONS ETALON_HAS_EIGEN INCLUDE_DIRECTORIES "${EIGEN}")
else()
  message(STATUS "Benchmarks without Eigen over MPFR: libeigen3-dev or libmpfrc++-dev is missing")
endif()

# What grows with the house is cut into as many tests as keep each within ten seconds of one processor.
file(GLOB contracts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/reference/contract/*/*.hpp)
list(LENGTH contracts contracts)
function(etalon_shards name label for_ten_contracts)  # then the command, which is given --shard i/n
  math(EXPR n "(${contracts} * ${for_ten_contracts} + 9) / 10")
  foreach(i RANGE 1 ${n})
    etalon_test(${name}/${i} ${label} ${ARGN} --shard ${i}/${n})
  endforeach()
endfunction()

etalon_shards(headers unit 3 ${CMAKE_SOURCE_DIR}/ci/check_headers ${CMAKE_CXX_COMPILER})
# Five seeds of everything: the fast wing, and the control, certified truth rounded to each of the five formats, which meets
# every bound of every operation. `ci/seeds N` runs any number.
foreach(seed RANGE 1 5)
  etalon_shards(fast_${seed} law 1 ${CMAKE_BINARY_DIR}/bin/etalon verify --impl fast --seed ${seed} --cases 50 --jobs 1 --failures ${CMAKE_BINARY_DIR}/failures)
  etalon_shards(control_${seed} law 3 ${CMAKE_BINARY_DIR}/bin/etalon verify --impl reference --seed ${seed} --cases 50 --jobs 1 --failures ${CMAKE_BINARY_DIR}/failures)
endforeach()
# The floor: zeros and negated outputs do not pass, and fewer than 5 of 100 ordinary cases are beyond any theorem.
etalon_shards(power law 3 ${CMAKE_BINARY_DIR}/bin/etalon power --floor --class core --dtype float64 --dtype float32 --cases 60 --jobs 1)
etalon_shards(fixtures_proved tool 1 ${CMAKE_BINARY_DIR}/bin/etalon fixtures check)

find_program(SYSTEM_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
# Each method is a test; "# contracts: 4" beside its name makes shards of it, which it finds in ETALON_SHARD.
function(etalon_python name label file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/verify/tests/${file}.py)
  file(STRINGS ${CMAKE_SOURCE_DIR}/verify/tests/${file}.py lines REGEX "^class |^    def test_")
  foreach(line IN LISTS lines)
    if(line MATCHES "^class ([A-Za-z]+)")
      set(class ${CMAKE_MATCH_1})
      continue()
    endif()
    string(REGEX MATCH "test_([a-z0-9_]+)" method "${line}")
    set(test ${name}/${class}.${CMAKE_MATCH_1})
    set(n 1)
    if(line MATCHES "# contracts: ([0-9]+)")
      math(EXPR n "(${contracts} + ${CMAKE_MATCH_1} - 1) / ${CMAKE_MATCH_1}")
    endif()
    foreach(i RANGE 1 ${n})
      set(part ${test})
      if(n GREATER 1)
        string(APPEND part /${i})
      endif()
      etalon_test(${part} ${label} ${CMAKE_COMMAND} -E env ETALON=${CMAKE_BINARY_DIR}/bin/etalon ETALON_SHARD=${i}/${n} ${SYSTEM_PYTHON} -m unittest verify.tests.${file}.${class}.${method})
    endforeach()
  endforeach()
endfunction()
etalon_python(tool tool tool_test)
etalon_python(intake tool intake_test)
etalon_python(nist tool nist_test)
etalon_python(balance tool balance_test)
etalon_python(training tool train_test)
etalon_python(properties property property_test)
etalon_python(on_trial adapter trial_test)
etalon_python(verdicts adapter verdicts_test)
etalon_python(reported adapter reported_bugs_test)
etalon_python(fooled adapter fooled_test)
etalon_python(current adapter trials_test)
etalon_python(kernelbench tool kernelbench_test)
etalon_test(python_package adapter ${SYSTEM_PYTHON} -m unittest discover -s verify/adapters/python)
etalon_test(fixtures_read tool ${CMAKE_COMMAND} -E env ETALON=${CMAKE_BINARY_DIR}/bin/etalon ${SYSTEM_PYTHON} -m unittest verify/tests/fixtures_test.py)
# Each mistake of an author is compiled, and linked with these.
set(linked etalon_verify etalon_reference etalon_scale etalon_number etalon_fast etalon_contract)
list(TRANSFORM linked REPLACE "(.+)" "$<TARGET_FILE:\\1>")
list(APPEND linked $<TARGET_FILE:rapidcheck> $<TARGET_FILE:fmt::fmt> $<TARGET_PROPERTY:PkgConfig::OPENBLAS,INTERFACE_LINK_LIBRARIES> $<TARGET_PROPERTY:PkgConfig::SLEEF,INTERFACE_LINK_LIBRARIES> -lmpfi -lmpfr -lgmp)
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/mistakes.rsp CONTENT "$<JOIN:${linked},\n>\n")
etalon_python(mistakes tool mistakes_test)
# The library as others use it: installed into a scratch prefix, with programs outside the tree.
etalon_python(package tool package_test)
