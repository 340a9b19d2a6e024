# Every test, through ctest, with the labels unit, law, meta, tool and adapter.
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
if(ETALON_PCH)
  target_precompile_headers(etalon_tests PRIVATE ${MULTIPRECISION} <gtest/gtest.h>)
endif()

include(GoogleTest)
# Laws and mutants register themselves; every other suite is a test of the machinery.
gtest_discover_tests(etalon_tests TEST_FILTER "Law.*" PROPERTIES LABELS law TIMEOUT 600 DISCOVERY_TIMEOUT 60)
gtest_discover_tests(etalon_tests TEST_FILTER "Meta.*:Mutants.*" PROPERTIES LABELS meta TIMEOUT 600 DISCOVERY_TIMEOUT 60)
gtest_discover_tests(etalon_tests TEST_FILTER "Subprocess*:Codec*" PROPERTIES LABELS adapter TIMEOUT 600 DISCOVERY_TIMEOUT 60)
gtest_discover_tests(etalon_tests TEST_FILTER "-Law.*:Meta.*:Mutants.*:Subprocess*:Codec*" PROPERTIES LABELS unit TIMEOUT 600 DISCOVERY_TIMEOUT 60)

function(etalon_test name label)
  add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT 900 SKIP_RETURN_CODE 77)
endfunction()

etalon_test(includes unit ${CMAKE_SOURCE_DIR}/ci/check_includes)

# Benchmarks: build/bin/etalon_bench. Built with the rest, never asserted.
file(GLOB benches CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/verify/bench/*_bench.cpp)
add_executable(etalon_bench ${benches})
target_link_libraries(etalon_bench PRIVATE etalon_all benchmark::benchmark arb)
find_path(EIGEN Eigen/Eigenvalues PATH_SUFFIXES eigen3)
find_path(MPREAL mpreal.h)
if(EIGEN AND MPREAL)
  set_source_files_properties(verify/bench/product_bench.cpp PROPERTIES COMPILE_DEFINITIONS ETALON_HAS_EIGEN INCLUDE_DIRECTORIES "${EIGEN}")
else()
  message(STATUS "Benchmarks without Eigen over MPFR: libeigen3-dev or libmpfrc++-dev is missing")
endif()

# Every header compiles alone, in one script: a header more is no target more.
etalon_test(headers unit ${CMAKE_SOURCE_DIR}/ci/check_headers ${CMAKE_CXX_COMPILER})

find_program(SYSTEM_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
etalon_test(fast_wing law ${CMAKE_BINARY_DIR}/bin/etalon verify --impl fast --cases 300 --failures ${CMAKE_BINARY_DIR}/failures)
# The control: certified truth, rounded to each of the five formats, meets every bound of every operation.
etalon_test(control law ${CMAKE_BINARY_DIR}/bin/etalon verify --impl reference --cases 60 --failures ${CMAKE_BINARY_DIR}/failures)
etalon_test(tool tool ${SYSTEM_PYTHON} -m unittest verify/tests/tool_test.py)
etalon_test(numpy_on_trial adapter ${SYSTEM_PYTHON} -m unittest verify/tests/trial_test.py)
etalon_test(python_package adapter ${SYSTEM_PYTHON} -m unittest discover -s verify/adapters/python)
etalon_test(fixtures_proved tool ${CMAKE_BINARY_DIR}/bin/etalon fixtures check)
etalon_test(fixtures_read tool ${SYSTEM_PYTHON} -m unittest verify/tests/fixtures_test.py)
