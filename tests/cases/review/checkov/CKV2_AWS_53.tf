# Whether requests of methods are validated.

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_request_validator" "whole" {
  rest_api_id                 = aws_api_gateway_rest_api.shop.id
  name                        = "whole"
  validate_request_body       = true
  validate_request_parameters = true
}

resource "aws_api_gateway_method" "pass_validated" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "POST"
  authorization = "AWS_IAM"
  request_validator_id = aws_api_gateway_request_validator.whole.id
}

resource "aws_api_gateway_method" "fail_post" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "PUT"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_method" "fail_get" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_method" "fail_demanding" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "DELETE"
  authorization = "AWS_IAM"

  request_parameters = {
    "method.request.querystring.id" = true
  }
}

resource "aws_api_gateway_rest_api" "fail_preflight" {
  name = "fail_preflight"
}

resource "aws_api_gateway_resource" "preflight" {
  rest_api_id = aws_api_gateway_rest_api.fail_preflight.id
  parent_id   = aws_api_gateway_rest_api.fail_preflight.root_resource_id
  path_part   = "preflight"
}

resource "aws_api_gateway_method" "fail_preflight" {
  rest_api_id   = aws_api_gateway_rest_api.fail_preflight.id
  resource_id   = aws_api_gateway_resource.preflight.id
  http_method   = "OPTIONS"
  authorization = "NONE"
}
