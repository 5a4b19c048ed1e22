mock_provider "aws" {
  mock_resource "aws_apigatewayv2_api" {
    defaults = {
      arn           = "arn:aws:apigateway:us-east-1::/apis/abc123"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:abc123"
      api_endpoint  = "https://abc123.execute-api.us-east-1.amazonaws.com"
    }
  }

  mock_resource "aws_apigatewayv2_stage" {
    defaults = {
      arn           = "arn:aws:apigateway:us-east-1::/apis/abc123/stages/prod"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:abc123/prod"
      invoke_url    = "https://abc123.execute-api.us-east-1.amazonaws.com/prod"
    }
  }

  mock_resource "aws_lambda_function" {
    defaults = {
      arn        = "arn:aws:lambda:us-east-1:123456789012:function:example"
      invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:example/invocations"
    }
  }

  mock_resource "aws_lb" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/example/0123456789abcdef"
    }
  }
}

variables {
  api_name   = "example"
  stage_name = "example"
  metrics    = false
}

run "plan" {
  command = plan
}

run "apply" {
  command = apply

  assert {
    condition     = anytrue([startswith(output.invoke_url, "https://"), startswith(output.invoke_url, "wss://")])
    error_message = "The output invoke_url is not an address."
  }
}
