# Whether log groups say how long they keep lines.

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_deployment" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
}

resource "aws_cloudwatch_log_group" "pass_year" {
  name = "/shop/pass_year"
  retention_in_days = 365
}

resource "aws_api_gateway_stage" "pass_year" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "pass_year"

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.pass_year.arn
    format          = "$context.requestId"
  }
}

resource "aws_cloudwatch_log_group" "pass_ever" {
  name = "/shop/pass_ever"
  retention_in_days = 0
}

resource "aws_api_gateway_stage" "pass_ever" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "pass_ever"

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.pass_ever.arn
    format          = "$context.requestId"
  }
}

resource "aws_cloudwatch_log_group" "fail_silent" {
  name = "/shop/fail_silent"
}

resource "aws_api_gateway_stage" "fail_silent" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "fail_silent"

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.fail_silent.arn
    format          = "$context.requestId"
  }
}
