resource "aws_api_gateway_rest_api" "this" {
  name             = "leftovers"
  fail_on_warnings = true

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  lifecycle {
    create_before_destroy = true
    prevent_destroy       = true
  }
}

resource "aws_api_gateway_resource" "lonely" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_rest_api.this.root_resource_id
  path_part   = "lonely"
}

resource "aws_api_gateway_method" "root" {
  rest_api_id   = aws_api_gateway_rest_api.this.id
  resource_id   = aws_api_gateway_rest_api.this.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "root" {
  rest_api_id          = aws_api_gateway_rest_api.this.id
  resource_id          = aws_api_gateway_rest_api.this.root_resource_id
  http_method          = aws_api_gateway_method.root.http_method
  type                 = "MOCK"
  timeout_milliseconds = "soon"
}

resource "aws_api_gateway_method" "elsewhere" {
  rest_api_id   = "abcdefghij"
  resource_id   = "klmnop"
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_apigatewayv2_api" "that" {
  name                         = "that"
  protocol_type                = "HTTP"
  fail_on_warnings             = true
  disable_execute_api_endpoint = true
}

resource "aws_apigatewayv2_route" "odd" {
  api_id        = aws_apigatewayv2_api.that.id
  route_key     = "GET /odd"
  target        = "integrations/elsewhere"
  not_a_setting = "x"
}
